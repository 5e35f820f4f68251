#ifndef CGLPK_OWNER_H
#define CGLPK_OWNER_H

#include "CGLPKShims.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

typedef struct frame {
    jmp_buf jump;
    struct frame *outer;
    cglpk_problem *previous;
} frame;

/* One for each thread that uses GLPK; lives until the thread and all problems
   it made are gone. */
typedef struct owner {
    atomic_long references;
    pthread_mutex_t lock;       /* guards pending and alive */
    cglpk_problem *pending;     /* handed over for deletion */
    atomic_int has_pending;
    int alive;                  /* the thread has not ended */
    /* the rest is touched by the owning thread alone */
    long epoch;
    int poisoned;               /* aborted, environment not freed yet */
    int hooked;
    int memory_limit;
    frame *top;
    cglpk_problem *current;
    size_t message_length;
    char message[2048];
} owner;

struct cglpk_problem {
    glp_prob *p;
    owner *owner;
    long epoch;
    int busy;
    cglpk_problem *next;        /* in the owner's pending list */
    cglpk_log log;
    void *log_context;
    char *line;
    size_t line_length;
    int indexed;                /* names have an index */
    int *indices;               /* scratch: GLPK's indices of a batch */
    long indices_room;
    int *stamps;                /* scratch: when an index was last seen */
    long stamps_room;
    int stamp;
};

/* Checks that the calling thread may use the problem, and readies the
   environment. */
int cglpk_begin(cglpk_problem *h);
void cglpk_push(cglpk_problem *h, frame *f);
int cglpk_finish(cglpk_problem *h, frame *f, int code);
/* After Swift code that GLPK called has returned: if a nested call aborted,
   leaves for the enclosing frame and does not return. */
void cglpk_leave_if_poisoned(cglpk_problem *h);

/* Runs statements that call GLPK; an abort in them ends the function with
   CGLPK_ABORTED. Nothing changed after setjmp is read after a jump. */
#define GUARD(h, ...)                                                     \
    do {                                                                  \
        int begun_ = cglpk_begin(h);                                      \
        if (begun_ != CGLPK_OK) return begun_;                            \
        frame frame_;                                                     \
        cglpk_push((h), &frame_);                                         \
        if (_setjmp(frame_.jump) == 0) {                                  \
            __VA_ARGS__;                                                  \
            return cglpk_finish((h), &frame_, CGLPK_OK);                  \
        }                                                                 \
        return cglpk_finish((h), &frame_, CGLPK_ABORTED);                 \
    } while (0)

/* Translates and checks sparse vectors: offsets, indices in range, no index
   twice in a vector, values finite. The result is in h->indices. */
int cglpk_translate(cglpk_problem *h, long majors, const long *starts,
                    const long *indices, const double *values, long nonzeros,
                    long limit, cglpk_place *place);
int cglpk_bound_type(double lower, double upper);
int cglpk_bounds_are_good(double lower, double upper);
int cglpk_is_reasonable(double value);

#endif
