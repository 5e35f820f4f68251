/* Threads, guards, hooks, and the life of a problem. */
#include "owner.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local owner *current_owner;
static pthread_key_t key;
static pthread_once_t key_once = PTHREAD_ONCE_INIT;
static int key_made;

#define LINE_ROOM 8192

static void release(owner *o) {
    if (atomic_fetch_sub_explicit(&o->references, 1, memory_order_acq_rel) == 1) {
        pthread_mutex_destroy(&o->lock);
        free(o);
    }
}

static void free_handle(cglpk_problem *h) {
    owner *o = h->owner;
    free(h->line);
    free(h->indices);
    free(h->stamps);
    free(h);
    release(o);
}

/* At the thread's end: the environment goes, with every problem in it. */
static void thread_ends(void *value) {
    owner *o = value;
    pthread_mutex_lock(&o->lock);
    cglpk_problem *list = o->pending;
    o->pending = NULL;
    o->alive = 0;
    pthread_mutex_unlock(&o->lock);
    current_owner = NULL;
    glp_free_env();
    while (list != NULL) {
        cglpk_problem *next = list->next;
        free_handle(list);
        list = next;
    }
    release(o);
}

static void make_key(void) { key_made = pthread_key_create(&key, thread_ends) == 0; }

static owner *owner_of_thread(void) {
    if (current_owner != NULL) return current_owner;
    pthread_once(&key_once, make_key);
    if (!key_made) return NULL;
    owner *o = calloc(1, sizeof *o);
    if (o == NULL) return NULL;
    if (pthread_mutex_init(&o->lock, NULL) != 0) {
        free(o);
        return NULL;
    }
    if (pthread_setspecific(key, o) != 0) {
        pthread_mutex_destroy(&o->lock);
        free(o);
        return NULL;
    }
    atomic_init(&o->references, 1);
    atomic_init(&o->has_pending, 0);
    o->alive = 1;
    current_owner = o;
    return o;
}

/* -- hooks -- */

static void send_line(cglpk_problem *h) {
    size_t length = h->line_length;
    h->line_length = 0;
    if (h->log != NULL) h->log(h->log_context, h->line, length);
}

/* GLPK's text comes in pieces; whole lines go out. */
static int on_text(void *info, const char *text) {
    owner *o = info;
    if (glp_at_error()) {
        size_t room = sizeof o->message - 1 - o->message_length;
        size_t length = strlen(text);
        if (length > room) length = room;
        memcpy(o->message + o->message_length, text, length);
        o->message_length += length;
        o->message[o->message_length] = '\0';
        return 1;
    }
    cglpk_problem *h = o->current;
    if (h == NULL || h->log == NULL) return 1;
    if (h->line == NULL && (h->line = malloc(LINE_ROOM)) == NULL) return 1;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\n' || h->line_length == LINE_ROOM) {
            send_line(h);
            cglpk_leave_if_poisoned(h);
        }
        if (*c != '\n') h->line[h->line_length++] = *c;
    }
    return 1;
}

static void on_abort(void *info) {
    owner *o = info;
    /* no frame: a GLPK call that is none of ours, so GLPK goes its own way */
    if (o->top == NULL) return;
    if (!o->poisoned) {
        o->poisoned = 1;
        o->epoch++;
    }
    _longjmp(o->top->jump, 1);
}

static int ready_environment(owner *o) {
    if (o->hooked) return CGLPK_OK;
    int code = glp_init_env();
    if (code != 0 && code != 1) return CGLPK_NO_MEMORY;
    glp_term_out(GLP_ON);
    glp_term_hook(on_text, o);
    glp_error_hook(on_abort, o);
    if (o->memory_limit > 0) glp_mem_limit(o->memory_limit);
    o->hooked = 1;
    return CGLPK_OK;
}

/* -- guards -- */

static void delete_pending(owner *o);

int cglpk_begin(cglpk_problem *h) {
    owner *o = current_owner;
    if (h->owner != o || o == NULL) return CGLPK_WRONG_THREAD;
    if (h->epoch != o->epoch) return CGLPK_POISONED;
    if (h->busy) return CGLPK_BUSY;
    int code = ready_environment(o);
    if (code != CGLPK_OK) return code;
    if (atomic_load_explicit(&o->has_pending, memory_order_acquire)) {
        delete_pending(o);
        if (h->epoch != o->epoch) return CGLPK_POISONED;
    }
    return CGLPK_OK;
}

void cglpk_push(cglpk_problem *h, frame *f) {
    owner *o = h->owner;
    f->outer = o->top;
    f->previous = o->current;
    o->top = f;
    o->current = h;
    o->message_length = o->poisoned ? o->message_length : 0;
    h->busy = 1;
}

int cglpk_finish(cglpk_problem *h, frame *f, int code) {
    owner *o = h->owner;
    o->top = f->outer;
    o->current = f->previous;
    h->busy = f->previous == h; /* still inside the search that called us */
    if (o->poisoned && o->top == NULL) {
        glp_free_env();
        o->hooked = 0;
        o->poisoned = 0;
    }
    if (h->line_length > 0) send_line(h);
    return code;
}

void cglpk_leave_if_poisoned(cglpk_problem *h) {
    owner *o = h->owner;
    if (o->poisoned) _longjmp(o->top->jump, 1);
}

/* -- life -- */

static int make_glpk_problem(cglpk_problem *h) { GUARD(h, h->p = glp_create_prob()); }

static int delete_glpk_problem(cglpk_problem *h) {
    h->log = NULL;
    GUARD(h, glp_delete_prob(h->p));
}

static void delete_pending(owner *o) {
    pthread_mutex_lock(&o->lock);
    cglpk_problem *list = o->pending;
    o->pending = NULL;
    atomic_store_explicit(&o->has_pending, 0, memory_order_release);
    pthread_mutex_unlock(&o->lock);
    while (list != NULL) {
        cglpk_problem *next = list->next;
        if (list->p != NULL && list->epoch == o->epoch) delete_glpk_problem(list);
        free_handle(list);
        list = next;
    }
}

int cglpk_problem_create(cglpk_problem **out) {
    *out = NULL;
    owner *o = owner_of_thread();
    if (o == NULL) return CGLPK_NO_MEMORY;
    if (o->poisoned) return CGLPK_POISONED;
    cglpk_problem *h = calloc(1, sizeof *h);
    if (h == NULL) return CGLPK_NO_MEMORY;
    atomic_fetch_add_explicit(&o->references, 1, memory_order_relaxed);
    h->owner = o;
    h->epoch = o->epoch;
    int code = make_glpk_problem(h);
    if (code != CGLPK_OK) {
        free_handle(h);
        return code;
    }
    *out = h;
    return CGLPK_OK;
}

void cglpk_problem_destroy(cglpk_problem *h) {
    owner *o = h->owner;
    h->log = NULL;
    if (o == current_owner) {
        if (h->p != NULL && h->epoch == o->epoch) delete_glpk_problem(h);
        free_handle(h);
        return;
    }
    pthread_mutex_lock(&o->lock);
    int handed = o->alive;
    if (handed) {
        h->next = o->pending;
        o->pending = h;
        atomic_store_explicit(&o->has_pending, 1, memory_order_release);
    }
    pthread_mutex_unlock(&o->lock);
    if (!handed) free_handle(h);
}

int cglpk_problem_state(const cglpk_problem *h) {
    owner *o = current_owner;
    if (h->owner != o || o == NULL) return CGLPK_WRONG_THREAD;
    if (h->epoch != o->epoch) return CGLPK_POISONED;
    return h->busy ? CGLPK_BUSY : CGLPK_OK;
}

void cglpk_problem_set_log(cglpk_problem *h, cglpk_log log, void *context) {
    h->log = log;
    h->log_context = context;
}

const char *cglpk_abort_message(void) {
    owner *o = current_owner;
    return o == NULL ? "" : o->message;
}

int cglpk_set_memory_limit(int megabytes) {
    owner *o = owner_of_thread();
    if (o == NULL) return CGLPK_NO_MEMORY;
    if (o->poisoned) return CGLPK_POISONED;
    int code = ready_environment(o);
    if (code != CGLPK_OK) return code;
    o->memory_limit = megabytes;
    glp_mem_limit(megabytes > 0 ? megabytes : INT32_MAX);
    return CGLPK_OK;
}

int cglpk_memory_usage(int *blocks, size_t *bytes) {
    owner *o = owner_of_thread();
    if (o == NULL) return CGLPK_NO_MEMORY;
    if (o->poisoned) return CGLPK_POISONED;
    int code = ready_environment(o);
    if (code != CGLPK_OK) return code;
    if (o->top == NULL && atomic_load_explicit(&o->has_pending, memory_order_acquire)) delete_pending(o);
    glp_mem_usage(blocks, NULL, bytes, NULL);
    return CGLPK_OK;
}

int cglpk_pending_count(void) {
    owner *o = current_owner;
    int count = 0;
    if (o == NULL) return 0;
    pthread_mutex_lock(&o->lock);
    for (cglpk_problem *h = o->pending; h != NULL; h = h->next) count++;
    pthread_mutex_unlock(&o->lock);
    return count;
}

int cglpk_provoke_abort(cglpk_problem *h) { GUARD(h, glp_add_cols(h->p, 0)); }

int cglpk_is_threaded(void) { return glp_config("TLS") != NULL; }

/* GLPK asks the C locale's iscntrl of every byte; so does this. */
int cglpk_name_is_clean(const char *name) {
    for (const char *c = name; *c != '\0'; c++)
        if (iscntrl((unsigned char)*c)) return 0;
    return 1;
}
