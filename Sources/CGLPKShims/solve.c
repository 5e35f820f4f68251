/* Basis, scaling, simplex, interior point, values and rays. */
#include "owner.h"
#include <math.h>
#include <stdlib.h>

/* -- basis and scaling -- */

static void get_basis(glp_prob *p, unsigned char *rows, unsigned char *columns) {
    int m = glp_get_num_rows(p), n = glp_get_num_cols(p);
    for (int i = 1; i <= m; i++) rows[i - 1] = (unsigned char)glp_get_row_stat(p, i);
    for (int j = 1; j <= n; j++) columns[j - 1] = (unsigned char)glp_get_col_stat(p, j);
}

static void set_basis(glp_prob *p, const unsigned char *rows, const unsigned char *columns) {
    int m = glp_get_num_rows(p), n = glp_get_num_cols(p);
    for (int i = 1; i <= m; i++) glp_set_row_stat(p, i, rows[i - 1]);
    for (int j = 1; j <= n; j++) glp_set_col_stat(p, j, columns[j - 1]);
}

int cglpk_get_basis(cglpk_problem *h, unsigned char *rows, unsigned char *columns) {
    GUARD(h, get_basis(h->p, rows, columns));
}

int cglpk_set_basis(cglpk_problem *h, const unsigned char *rows, const unsigned char *columns) {
    GUARD(h, set_basis(h->p, rows, columns));
}

int cglpk_make_basis(cglpk_problem *h, int which) {
    GUARD(h, if (which == CGLPK_ADVANCED_BASIS) glp_adv_basis(h->p, 0);
          else if (which == CGLPK_BIXBY_BASIS) glp_cpx_basis(h->p);
          else glp_std_basis(h->p));
}

int cglpk_factorise(cglpk_problem *h, int *code) {
    GUARD(h, *code = glp_bf_exists(h->p) ? 0 : glp_factorize(h->p));
}

/* Slack variables enter or leave the basis until its size is right: a slack
   column is always independent of some missing one, so this is where the
   cheapest complete basis lies. */
static int repair(glp_prob *p) {
    int m = glp_get_num_rows(p), n = glp_get_num_cols(p), basic = 0;
    for (int i = 1; i <= m; i++) basic += glp_get_row_stat(p, i) == GLP_BS;
    for (int j = 1; j <= n; j++) basic += glp_get_col_stat(p, j) == GLP_BS;
    int changed = basic != m;
    for (int i = m; i >= 1 && basic < m; i--)
        if (glp_get_row_stat(p, i) != GLP_BS) {
            glp_set_row_stat(p, i, GLP_BS);
            basic++;
        }
    for (int i = m; i >= 1 && basic > m; i--)
        if (glp_get_row_stat(p, i) == GLP_BS) {
            glp_set_row_stat(p, i, GLP_NL);
            basic--;
        }
    for (int j = n; j >= 1 && basic > m; j--)
        if (glp_get_col_stat(p, j) == GLP_BS) {
            glp_set_col_stat(p, j, GLP_NL);
            basic--;
        }
    if (!glp_bf_exists(p) && glp_factorize(p) != 0) {
        changed = 1;
        glp_adv_basis(p, 0);
        if (glp_factorize(p) != 0) glp_std_basis(p);
    }
    return changed;
}

int cglpk_repair_basis(cglpk_problem *h, int *changed) { GUARD(h, *changed = repair(h->p)); }

int cglpk_scale(cglpk_problem *h, int flags) { GUARD(h, glp_scale_prob(h->p, flags)); }

int cglpk_unscale(cglpk_problem *h) { GUARD(h, glp_unscale_prob(h->p)); }

/* -- solving -- */

static void simplex(glp_prob *p, const glp_smcp *options, cglpk_outcome *o) {
    int before = glp_get_it_cnt(p);
    o->code = glp_simplex(p, options);
    o->primal = glp_get_prim_stat(p);
    o->dual = glp_get_dual_stat(p);
    o->objective = glp_get_obj_val(p);
    o->iterations = glp_get_it_cnt(p) - before;
}

int cglpk_simplex(cglpk_problem *h, const glp_smcp *options, cglpk_outcome *outcome) {
    GUARD(h, glp_set_it_cnt(h->p, 0); simplex(h->p, options, outcome));
}

static void interior(glp_prob *p, const glp_iptcp *options, cglpk_outcome *o) {
    o->code = glp_interior(p, options);
    o->primal = o->dual = glp_ipt_status(p);
    o->objective = glp_ipt_obj_val(p);
    o->iterations = 0;
}

int cglpk_interior(cglpk_problem *h, const glp_iptcp *options, cglpk_outcome *outcome) {
    GUARD(h, interior(h->p, options, outcome));
}

/* -- values -- */

typedef double (*getter)(glp_prob *, int);

static getter getter_of(int solution, int quantity) {
    switch (solution * 4 + quantity) {
    case CGLPK_BASIC * 4 + CGLPK_COLUMN_VALUE: return glp_get_col_prim;
    case CGLPK_BASIC * 4 + CGLPK_ROW_VALUE: return glp_get_row_prim;
    case CGLPK_BASIC * 4 + CGLPK_COLUMN_DUAL: return glp_get_col_dual;
    case CGLPK_BASIC * 4 + CGLPK_ROW_DUAL: return glp_get_row_dual;
    case CGLPK_INTERIOR * 4 + CGLPK_COLUMN_VALUE: return glp_ipt_col_prim;
    case CGLPK_INTERIOR * 4 + CGLPK_ROW_VALUE: return glp_ipt_row_prim;
    case CGLPK_INTERIOR * 4 + CGLPK_COLUMN_DUAL: return glp_ipt_col_dual;
    case CGLPK_INTERIOR * 4 + CGLPK_ROW_DUAL: return glp_ipt_row_dual;
    case CGLPK_INTEGER * 4 + CGLPK_COLUMN_VALUE: return glp_mip_col_val;
    case CGLPK_INTEGER * 4 + CGLPK_ROW_VALUE: return glp_mip_row_val;
    default: return NULL;
    }
}

static void values(glp_prob *p, getter get, int count, double *out) {
    for (int k = 1; k <= count; k++) out[k - 1] = get(p, k);
}

int cglpk_values(cglpk_problem *h, int solution, int quantity, double *out) {
    getter get = getter_of(solution, quantity);
    if (get == NULL) return CGLPK_NOT_NOW;
    GUARD(h, values(h->p, get,
                    quantity == CGLPK_COLUMN_VALUE || quantity == CGLPK_COLUMN_DUAL
                        ? glp_get_num_cols(h->p) : glp_get_num_rows(h->p), out));
}

/* -- rays -- */

/* Variables k are numbered as GLPK does: rows 1...m, then columns. */
static int status_of(glp_prob *p, int k) {
    int m = glp_get_num_rows(p);
    return k <= m ? glp_get_row_stat(p, k) : glp_get_col_stat(p, k - m);
}

static void bounds_of(glp_prob *p, int k, double *lower, double *upper) {
    int m = glp_get_num_rows(p);
    int type = k <= m ? glp_get_row_type(p, k) : glp_get_col_type(p, k - m);
    *lower = type == GLP_FR || type == GLP_UP ? -INFINITY
             : k <= m ? glp_get_row_lb(p, k) : glp_get_col_lb(p, k - m);
    *upper = type == GLP_FR || type == GLP_LO ? INFINITY : type == GLP_FX ? *lower
             : k <= m ? glp_get_row_ub(p, k) : glp_get_col_ub(p, k - m);
}

/* The nonbasic variable that grows without end, and the basic ones with it. */
static int unbounded_ray(glp_prob *p, double *direction) {
    int m = glp_get_num_rows(p), n = glp_get_num_cols(p);
    int k = glp_get_unbnd_ray(p);
    if (k == 0 || status_of(p, k) == GLP_BS) return 0;
    double dual = k <= m ? glp_get_row_dual(p, k) : glp_get_col_dual(p, k - m);
    double better = glp_get_obj_dir(p) == GLP_MIN ? -1.0 : 1.0;
    double sign = dual * better > 0 ? 1.0 : -1.0;
    for (int j = 0; j < n; j++) direction[j] = 0.0;
    if (k > m) direction[k - m - 1] = sign;
    if (glp_get_num_nz(p) == 0) return 1;
    if (!glp_bf_exists(p) && glp_factorize(p) != 0) return 0;
    int *indices = glp_alloc(1 + m, sizeof(int));
    double *column = glp_alloc(1 + m, sizeof(double));
    int length = glp_eval_tab_col(p, k, indices, column);
    for (int t = 1; t <= length; t++)
        if (indices[t] > m) direction[indices[t] - m - 1] = sign * column[t];
    glp_free(indices);
    glp_free(column);
    return 1;
}

int cglpk_unbounded_ray(cglpk_problem *h, double *direction, int *found) {
    GUARD(h, *found = unbounded_ray(h->p, direction));
}

/* The tableau row of the basic variable that cannot be brought inside its
   bounds: x_k = sum of alpha_j x_j. Writing it over the rows alone gives
   multipliers y for which y.(Ax) cannot take a value the bounds allow. */
static int farkas(glp_prob *p, double *multipliers) {
    int m = glp_get_num_rows(p), n = glp_get_num_cols(p);
    int k = glp_get_unbnd_ray(p);
    for (int i = 0; i < m; i++) multipliers[i] = 0.0;
    if (k == 0) return 0;
    double lower, upper;
    bounds_of(p, k, &lower, &upper);
    double value = k <= m ? glp_get_row_prim(p, k) : glp_get_col_prim(p, k - m);
    double sign = value < lower ? 1.0 : -1.0;
    if (glp_get_num_nz(p) == 0) {
        if (k > m) return 0;
        multipliers[k - 1] = sign;
        return 1;
    }
    if (status_of(p, k) != GLP_BS) return 0;
    if (!glp_bf_exists(p) && glp_factorize(p) != 0) return 0;
    int *indices = glp_alloc(1 + m + n, sizeof(int));
    double *row = glp_alloc(1 + m + n, sizeof(double));
    int length = glp_eval_tab_row(p, k, indices, row);
    if (k <= m) multipliers[k - 1] = sign;
    for (int t = 1; t <= length; t++)
        if (indices[t] <= m) multipliers[indices[t] - 1] = -sign * row[t];
    glp_free(indices);
    glp_free(row);
    return 1;
}

int cglpk_farkas(cglpk_problem *h, double *multipliers, int *found) {
    GUARD(h, *found = farkas(h->p, multipliers));
}

/* -- files -- */

int cglpk_read(cglpk_problem *h, int format, const char *path, int *code) {
    h->indexed = 0;
    GUARD(h, *code = format == CGLPK_CPLEX_LP ? glp_read_lp(h->p, NULL, path)
                     : glp_read_mps(h->p, format == CGLPK_MPS_FREE ? GLP_MPS_FILE : GLP_MPS_DECK,
                                    NULL, path));
}

int cglpk_write(cglpk_problem *h, int format, const char *path, int *code) {
    GUARD(h, *code = format == CGLPK_CPLEX_LP ? glp_write_lp(h->p, NULL, path)
                     : glp_write_mps(h->p, format == CGLPK_MPS_FREE ? GLP_MPS_FILE : GLP_MPS_DECK,
                                     NULL, path));
}
