/* A C layer between GLPK and Swift.
 *
 * GLPK answers a wrong argument, a failed assertion or exhausted memory by
 * calling abort(). The functions below run every call that may do so inside a
 * setjmp frame, and the error hook jumps back to the innermost frame. A jump
 * never crosses a Swift frame: Swift code that GLPK calls (log lines, search
 * events) is entered from C and returns to C before anything jumps further.
 *
 * GLPK's environment belongs to a thread. Each thread has an owner record; a
 * problem is bound to the record of the thread that made it. After a caught
 * abort the thread's environment is freed with everything in it, and the
 * record's epoch moves on, so that problems of the earlier epoch are refused.
 *
 * Indices at this boundary count from zero; they become GLPK's indices from
 * one in this layer alone.
 */
#ifndef CGLPK_SHIMS_H
#define CGLPK_SHIMS_H

#include <glpk.h>
#include <stddef.h>
#include <stdint.h>

/* What a guarded call answers. */
enum {
    CGLPK_OK = 0,
    CGLPK_WRONG_THREAD,   /* the problem belongs to another thread */
    CGLPK_POISONED,       /* an earlier abort took the problem with it */
    CGLPK_ABORTED,        /* GLPK aborted in this very call */
    CGLPK_BUSY,           /* called from inside a call on the same problem */
    CGLPK_NO_MEMORY,
    CGLPK_BAD_SHAPE,      /* offsets not rising, or out of the arrays */
    CGLPK_BAD_INDEX,
    CGLPK_DUPLICATE,
    CGLPK_BAD_VALUE,      /* a coefficient that is NaN, infinite or too large */
    CGLPK_BAD_BOUNDS,
    CGLPK_BAD_OBJECTIVE,
    CGLPK_TOO_MANY,
    CGLPK_NOT_NOW,        /* not possible at this event of the search */
    CGLPK_REFUSED,        /* GLPK did not take what was offered */
    CGLPK_VIOLATED,       /* a heuristic solution breaks a row, bound or kind */
};

/* The largest magnitude taken for a coefficient or a finite bound. */
#define CGLPK_LARGEST 1e100

typedef struct cglpk_problem cglpk_problem;

/* Where in the caller's arrays a batch is wrong. */
typedef struct {
    long major;     /* row or column of the batch */
    long position;  /* position in the index and value arrays */
    double value;
} cglpk_place;

typedef void (*cglpk_log)(void *context, const char *line, size_t length);

/* -- threads, life -- */
int cglpk_is_threaded(void);
int cglpk_problem_create(cglpk_problem **out);
void cglpk_problem_destroy(cglpk_problem *h);
int cglpk_problem_state(const cglpk_problem *h);
void cglpk_problem_set_log(cglpk_problem *h, cglpk_log log, void *context);
/* The text of this thread's latest abort, as GLPK wrote it. */
const char *cglpk_abort_message(void);
/* 0 lifts the limit. */
int cglpk_set_memory_limit(int megabytes);
/* Blocks and bytes GLPK holds on this thread. */
int cglpk_memory_usage(int *blocks, size_t *bytes);
/* Problems of this thread whose deletion was handed over and is still due. */
int cglpk_pending_count(void);
/* Makes GLPK abort, so that tests can see it caught. */
int cglpk_provoke_abort(cglpk_problem *h);
/* Nonzero when GLPK takes the text as a name. */
int cglpk_name_is_clean(const char *name);

/* -- building -- */
int cglpk_set_problem_name(cglpk_problem *h, const char *name);
int cglpk_set_sense(cglpk_problem *h, int maximise);
int cglpk_set_name(cglpk_problem *h, int column, long index, const char *name);
int cglpk_find_name(cglpk_problem *h, int column, const char *name, long *index);
int cglpk_get_name(cglpk_problem *h, int column, long index, const char **name);
int cglpk_add_columns(cglpk_problem *h, long count, const long *starts,
                      const long *rows, const double *values, long nonzeros,
                      const double *lower, const double *upper,
                      const double *objective, const unsigned char *kinds,
                      cglpk_place *place);
int cglpk_add_rows(cglpk_problem *h, long count, const long *starts,
                   const long *columns, const double *values, long nonzeros,
                   const double *lower, const double *upper,
                   cglpk_place *place);
int cglpk_set_coefficients(cglpk_problem *h, int column, long index,
                           const long *indices, const double *values,
                           long nonzeros, cglpk_place *place);
int cglpk_set_bounds(cglpk_problem *h, int column, long index, double lower,
                     double upper);
int cglpk_set_objective(cglpk_problem *h, long index, double value);
int cglpk_set_objective_constant(cglpk_problem *h, double value);
int cglpk_set_kind(cglpk_problem *h, long index, int integer);
int cglpk_delete(cglpk_problem *h, int column, const long *indices, long count,
                 cglpk_place *place);
int cglpk_copy(cglpk_problem *to, cglpk_problem *from, int names);
int cglpk_erase(cglpk_problem *h);

/* -- asking -- */
typedef struct {
    long rows, columns, nonzeros;
    int maximise;
    double constant;
} cglpk_size;
int cglpk_get_size(cglpk_problem *h, cglpk_size *size);
/* Counts them one by one. */
int cglpk_get_integer_count(cglpk_problem *h, long *count);
int cglpk_get_bounds(cglpk_problem *h, int column, long index, double *lower,
                     double *upper);
int cglpk_get_objective(cglpk_problem *h, long index, double *value);
int cglpk_get_kind(cglpk_problem *h, long index, int *integer);
/* Length alone when the arrays are NULL. */
int cglpk_get_coefficients(cglpk_problem *h, int column, long index,
                           long *length, long *indices, double *values);
int cglpk_get_problem_name(cglpk_problem *h, const char **name);
/* First column (axis 1) or row (axis 0) whose bounds are crossed or not
   finite where they should be; axis -1 when all is well. Two-sided bounds
   that meet become fixed on the way. */
int cglpk_tidy(cglpk_problem *h, int *axis, long *index);
/* First integer column with fractional bounds, or -1. */
int cglpk_fractional_bounds(cglpk_problem *h, long *index);

/* CGLPK_BAD_VALUE with the column where a number is larger than allowed. */
int cglpk_check_numbers(cglpk_problem *h, cglpk_place *place);

/* -- basis and scaling -- */
int cglpk_get_basis(cglpk_problem *h, unsigned char *rows,
                    unsigned char *columns);
int cglpk_set_basis(cglpk_problem *h, const unsigned char *rows,
                    const unsigned char *columns);
enum { CGLPK_SLACK_BASIS, CGLPK_ADVANCED_BASIS, CGLPK_BIXBY_BASIS };
int cglpk_make_basis(cglpk_problem *h, int which);
int cglpk_factorise(cglpk_problem *h, int *code);
/* Makes the number of basic variables equal the number of rows again. */
int cglpk_repair_basis(cglpk_problem *h, int *changed);
int cglpk_scale(cglpk_problem *h, int flags);
int cglpk_unscale(cglpk_problem *h);

/* -- solving -- */
typedef struct {
    int code;
    int primal, dual;
    double objective;
    long iterations;
} cglpk_outcome;
int cglpk_simplex(cglpk_problem *h, const glp_smcp *options,
                  cglpk_outcome *outcome);
int cglpk_interior(cglpk_problem *h, const glp_iptcp *options,
                   cglpk_outcome *outcome);

enum { CGLPK_COLUMN_VALUE, CGLPK_ROW_VALUE, CGLPK_COLUMN_DUAL, CGLPK_ROW_DUAL };
enum { CGLPK_BASIC, CGLPK_INTERIOR, CGLPK_INTEGER };
int cglpk_values(cglpk_problem *h, int solution, int quantity, double *out);
/* Column direction (length columns) of an unbounded ray, or row multipliers
   (length rows) that prove infeasibility; found is 0 when GLPK has none. */
int cglpk_unbounded_ray(cglpk_problem *h, double *direction, int *found);
int cglpk_farkas(cglpk_problem *h, double *multipliers, int *found);

/* -- integer search -- */
typedef struct cglpk_search {
    cglpk_problem *problem;
    void *tree;
    int (*event)(void *context, struct cglpk_search *search);
    void *context;
    long node_limit;      /* -1: none */
    double deadline;      /* cglpk_clock seconds; infinity: none */
    double *lower, *upper; /* the caller's bounds, rows then columns */
    long rows, columns;
    int reason;
    long active, open, total, level, node;
    int has_bound, has_incumbent;
    double bound, incumbent, gap;
    int branched;
    int stop;             /* one of the causes below */
} cglpk_search;
enum { CGLPK_RUNNING, CGLPK_STOP_NODES, CGLPK_STOP_TIME, CGLPK_STOP_CALLER };
double cglpk_clock(void);
int cglpk_integer(cglpk_problem *h, const glp_iocp *options,
                  cglpk_search *search, cglpk_outcome *outcome);
int cglpk_search_values(cglpk_search *s, int quantity, double *out);
int cglpk_search_add_row(cglpk_search *s, const long *columns,
                         const double *values, long nonzeros, double lower,
                         double upper, cglpk_place *place);
int cglpk_search_add_cut(cglpk_search *s, const long *columns,
                         const double *values, long nonzeros, int at_least,
                         double side, cglpk_place *place);
int cglpk_search_offer(cglpk_search *s, const double *values, double tolerance,
                       cglpk_place *place, int *is_column);
int cglpk_search_can_branch(cglpk_search *s, long column, int *can);
int cglpk_search_branch(cglpk_search *s, long column, int direction);

/* -- files -- */
enum { CGLPK_MPS_FIXED, CGLPK_MPS_FREE, CGLPK_CPLEX_LP };
int cglpk_read(cglpk_problem *h, int format, const char *path, int *code);
int cglpk_write(cglpk_problem *h, int format, const char *path, int *code);

#endif
