/* The integer search and what its events may do. */
#include "owner.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

double cglpk_clock(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void observe(cglpk_search *s, glp_tree *tree) {
    int active, open, total;
    glp_ios_tree_size(tree, &active, &open, &total);
    s->active = active;
    s->open = open;
    s->total = total;
    s->node = glp_ios_curr_node(tree);
    s->level = s->node == 0 ? 0 : glp_ios_node_level(tree, (int)s->node);
    int best = glp_ios_best_node(tree);
    if (best != 0) {
        double bound = glp_ios_node_bound(tree, best);
        s->has_bound = fabs(bound) < DBL_MAX;
        if (s->has_bound) s->bound = bound;
    }
    glp_prob *p = glp_ios_get_prob(tree);
    s->has_incumbent = glp_mip_status(p) == GLP_FEAS;
    if (s->has_incumbent) s->incumbent = glp_mip_obj_val(p);
    s->gap = s->has_incumbent ? glp_ios_mip_gap(tree) : INFINITY;
    s->reason = glp_ios_reason(tree);
    s->branched = 0;
}

static void on_event(glp_tree *tree, void *info) {
    cglpk_search *s = info;
    s->tree = tree;
    observe(s, tree);
    if (s->event != NULL) {
        int stop = s->event(s->context, s);
        cglpk_leave_if_poisoned(s->problem);
        if (stop) s->stop = CGLPK_STOP_CALLER;
    }
    if (s->stop == CGLPK_RUNNING && s->node_limit >= 0 && s->total > s->node_limit)
        s->stop = CGLPK_STOP_NODES;
    if (s->stop == CGLPK_RUNNING && cglpk_clock() >= s->deadline) s->stop = CGLPK_STOP_TIME;
    if (s->stop != CGLPK_RUNNING) glp_ios_terminate(tree);
    s->tree = NULL;
}

static void save_bounds(glp_prob *p, cglpk_search *s) {
    for (int i = 1; i <= s->rows; i++) {
        int type = glp_get_row_type(p, i);
        s->lower[i - 1] = type == GLP_FR || type == GLP_UP ? -INFINITY : glp_get_row_lb(p, i);
        s->upper[i - 1] = type == GLP_FR || type == GLP_LO ? INFINITY
                          : type == GLP_FX ? s->lower[i - 1] : glp_get_row_ub(p, i);
    }
    for (int j = 1; j <= s->columns; j++) {
        long k = s->rows + j - 1;
        int type = glp_get_col_type(p, j);
        s->lower[k] = type == GLP_FR || type == GLP_UP ? -INFINITY : glp_get_col_lb(p, j);
        s->upper[k] = type == GLP_FR || type == GLP_LO ? INFINITY
                      : type == GLP_FX ? s->lower[k] : glp_get_col_ub(p, j);
    }
}

static void search(glp_prob *p, const glp_iocp *options, cglpk_search *s, cglpk_outcome *o) {
    glp_iocp used = *options;
    used.cb_func = on_event;
    used.cb_info = s;
    glp_set_it_cnt(p, 0);
    o->code = glp_intopt(p, &used);
    o->primal = glp_mip_status(p);
    o->dual = GLP_UNDEF;
    o->objective = glp_mip_obj_val(p);
    o->iterations = glp_get_it_cnt(p);
}

static int run(cglpk_problem *h, const glp_iocp *options, cglpk_search *s, cglpk_outcome *o) {
    GUARD(h, save_bounds(h->p, s); search(h->p, options, s, o));
}

int cglpk_integer(cglpk_problem *h, const glp_iocp *options, cglpk_search *s, cglpk_outcome *o) {
    int code = cglpk_begin(h);
    if (code != CGLPK_OK) return code;
    s->problem = h;
    s->tree = NULL;
    s->stop = CGLPK_RUNNING;
    s->rows = glp_get_num_rows(h->p);
    s->columns = glp_get_num_cols(h->p);
    s->lower = malloc((size_t)(s->rows + s->columns + 1) * sizeof(double));
    s->upper = malloc((size_t)(s->rows + s->columns + 1) * sizeof(double));
    code = s->lower == NULL || s->upper == NULL ? CGLPK_NO_MEMORY : run(h, options, s, o);
    free(s->lower);
    free(s->upper);
    s->lower = s->upper = NULL;
    s->tree = NULL;
    return code;
}

/* -- during an event -- */

/* The problem is busy with the search that called us, so its own frame is
   nested by hand. */
#define INSIDE(s, ...)                                                    \
    do {                                                                  \
        cglpk_problem *h_ = (s)->problem;                                 \
        if (cglpk_problem_state(h_) == CGLPK_WRONG_THREAD) return CGLPK_WRONG_THREAD; \
        if (cglpk_problem_state(h_) == CGLPK_POISONED) return CGLPK_POISONED; \
        frame frame_;                                                     \
        cglpk_push(h_, &frame_);                                          \
        if (_setjmp(frame_.jump) == 0) {                                  \
            __VA_ARGS__;                                                  \
            return cglpk_finish(h_, &frame_, CGLPK_OK);                   \
        }                                                                 \
        return cglpk_finish(h_, &frame_, CGLPK_ABORTED);                  \
    } while (0)

static void search_values(cglpk_search *s, glp_prob *p, int quantity, double *out) {
    if (quantity == CGLPK_COLUMN_VALUE)
        for (int j = 1; j <= s->columns; j++) out[j - 1] = glp_get_col_prim(p, j);
    else if (quantity == CGLPK_COLUMN_DUAL)
        for (int j = 1; j <= s->columns; j++) out[j - 1] = glp_get_col_dual(p, j);
    else
        for (int i = 1; i <= s->rows; i++)
            out[i - 1] = quantity == CGLPK_ROW_VALUE ? glp_get_row_prim(p, i) : glp_get_row_dual(p, i);
}

int cglpk_search_values(cglpk_search *s, int quantity, double *out) {
    if (s->tree == NULL) return CGLPK_NOT_NOW;
    INSIDE(s, search_values(s, glp_ios_get_prob(s->tree), quantity, out));
}

static int translate(cglpk_search *s, const long *columns, const double *values, long nonzeros,
                     cglpk_place *place) {
    const long starts[2] = {0, nonzeros};
    return cglpk_translate(s->problem, 1, starts, columns, values, nonzeros, s->columns, place);
}

static void add_row(cglpk_search *s, const double *values, long nonzeros, double lower, double upper) {
    glp_prob *p = glp_ios_get_prob(s->tree);
    int i = glp_add_rows(p, 1);
    glp_set_row_bnds(p, i, cglpk_bound_type(lower, upper), lower, upper);
    glp_set_mat_row(p, i, (int)nonzeros, s->problem->indices - 1, values - 1);
}

int cglpk_search_add_row(cglpk_search *s, const long *columns, const double *values, long nonzeros,
                         double lower, double upper, cglpk_place *place) {
    if (s->tree == NULL || s->reason != GLP_IROWGEN) return CGLPK_NOT_NOW;
    if (!cglpk_bounds_are_good(lower, upper)) return CGLPK_BAD_BOUNDS;
    int code = translate(s, columns, values, nonzeros, place);
    if (code != CGLPK_OK) return code;
    INSIDE(s, add_row(s, values, nonzeros, lower, upper));
}

int cglpk_search_add_cut(cglpk_search *s, const long *columns, const double *values, long nonzeros,
                         int at_least, double side, cglpk_place *place) {
    if (s->tree == NULL || s->reason != GLP_ICUTGEN) return CGLPK_NOT_NOW;
    if (!cglpk_is_reasonable(side)) return CGLPK_BAD_BOUNDS;
    int code = translate(s, columns, values, nonzeros, place);
    if (code != CGLPK_OK) return code;
    INSIDE(s, glp_ios_add_row(s->tree, NULL, 0, 0, (int)nonzeros, s->problem->indices - 1, values - 1,
                              at_least ? GLP_LO : GLP_UP, side));
}

static int outside(double value, double lower, double upper, double tolerance) {
    return value < lower - tolerance * (1 + fabs(lower)) || value > upper + tolerance * (1 + fabs(upper));
}

/* Every column and row of the problem that a solution breaks ends the check. */
static int violated(cglpk_search *s, glp_prob *p, const double *x, double tolerance,
                    cglpk_place *place, int *is_column) {
    *is_column = 1;
    for (int j = 1; j <= s->columns; j++) {
        long k = s->rows + j - 1;
        place->major = j - 1;
        place->value = x[j - 1];
        if (!cglpk_is_reasonable(x[j - 1])) return CGLPK_BAD_VALUE;
        if (outside(x[j - 1], s->lower[k], s->upper[k], tolerance)) return CGLPK_VIOLATED;
        if (glp_get_col_kind(p, j) != GLP_CV && x[j - 1] != floor(x[j - 1])) return CGLPK_VIOLATED;
    }
    *is_column = 0;
    int *indices = glp_alloc(1 + (int)s->columns, sizeof(int));
    double *values = glp_alloc(1 + (int)s->columns, sizeof(double));
    int code = CGLPK_OK;
    for (int i = 1; i <= s->rows && code == CGLPK_OK; i++) {
        int length = glp_get_mat_row(p, i, indices, values);
        double sum = 0.0;
        for (int k = 1; k <= length; k++) sum += values[k] * x[indices[k] - 1];
        place->major = i - 1;
        place->value = sum;
        if (isnan(sum) || outside(sum, s->lower[i - 1], s->upper[i - 1], tolerance)) code = CGLPK_VIOLATED;
    }
    glp_free(indices);
    glp_free(values);
    return code;
}

static int offer(cglpk_search *s, const double *x, double tolerance, cglpk_place *place,
                 int *is_column, int *verdict) {
    INSIDE(s, *verdict = violated(s, glp_ios_get_prob(s->tree), x, tolerance, place, is_column);
           if (*verdict == CGLPK_OK && glp_ios_heur_sol(s->tree, x - 1) != 0) *verdict = CGLPK_REFUSED);
}

int cglpk_search_offer(cglpk_search *s, const double *x, double tolerance, cglpk_place *place,
                       int *is_column) {
    if (s->tree == NULL || s->reason != GLP_IHEUR) return CGLPK_NOT_NOW;
    int verdict = CGLPK_OK;
    int code = offer(s, x, tolerance, place, is_column, &verdict);
    return code == CGLPK_OK ? verdict : code;
}

int cglpk_search_can_branch(cglpk_search *s, long column, int *can) {
    if (s->tree == NULL || s->reason != GLP_IBRANCH) return CGLPK_NOT_NOW;
    if (column < 0 || column >= s->columns) return CGLPK_BAD_INDEX;
    INSIDE(s, *can = glp_ios_can_branch(s->tree, (int)column + 1));
}

int cglpk_search_branch(cglpk_search *s, long column, int direction) {
    int can = 0;
    int code = cglpk_search_can_branch(s, column, &can);
    if (code != CGLPK_OK) return code;
    if (!can || s->branched) return CGLPK_REFUSED;
    s->branched = 1;
    INSIDE(s, glp_ios_branch_upon(s->tree, (int)column + 1,
                                  direction < 0 ? GLP_DN_BRNCH : direction > 0 ? GLP_UP_BRNCH : GLP_NO_BRNCH));
}
