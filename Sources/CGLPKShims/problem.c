/* Building a problem and asking about it. */
#include "owner.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_COUNT 100000000L
#define LARGEST_NONZEROS 500000000L

/* -- checks -- */

int cglpk_is_reasonable(double value) { return fabs(value) <= CGLPK_LARGEST; }

int cglpk_bounds_are_good(double lower, double upper) {
    if (isnan(lower) || isnan(upper) || lower > upper) return 0;
    if (lower != -INFINITY && !cglpk_is_reasonable(lower)) return 0;
    if (upper != INFINITY && !cglpk_is_reasonable(upper)) return 0;
    return 1;
}

int cglpk_bound_type(double lower, double upper) {
    if (lower == -INFINITY) return upper == INFINITY ? GLP_FR : GLP_UP;
    if (upper == INFINITY) return GLP_LO;
    return lower == upper ? GLP_FX : GLP_DB;
}

static int grow(int **array, long *room, long wanted) {
    if (*room >= wanted) return CGLPK_OK;
    long size = *room < 64 ? 64 : *room;
    while (size < wanted) size += size / 2 + 1;
    int *larger = realloc(*array, (size_t)size * sizeof(int));
    if (larger == NULL) return CGLPK_NO_MEMORY;
    memset(larger + *room, 0, (size_t)(size - *room) * sizeof(int));
    *array = larger;
    *room = size;
    return CGLPK_OK;
}

int cglpk_translate(cglpk_problem *h, long majors, const long *starts,
                    const long *indices, const double *values, long nonzeros,
                    long limit, cglpk_place *place) {
    if (nonzeros > LARGEST_NONZEROS) return CGLPK_TOO_MANY;
    if (grow(&h->indices, &h->indices_room, nonzeros + 1) != CGLPK_OK ||
        grow(&h->stamps, &h->stamps_room, limit + 1) != CGLPK_OK)
        return CGLPK_NO_MEMORY;
    for (long j = 0; j < majors; j++) {
        long from = starts[j], to = starts[j + 1];
        place->major = j;
        place->position = from;
        if (from < 0 || to < from || to > nonzeros || (j == 0 && from != 0))
            return CGLPK_BAD_SHAPE;
        if (h->stamp == INT32_MAX) {
            memset(h->stamps, 0, (size_t)h->stamps_room * sizeof(int));
            h->stamp = 0;
        }
        h->stamp++;
        for (long k = from; k < to; k++) {
            long i = indices[k];
            place->position = k;
            if (i < 0 || i >= limit) return CGLPK_BAD_INDEX;
            if (h->stamps[i] == h->stamp) return CGLPK_DUPLICATE;
            h->stamps[i] = h->stamp;
            if (!cglpk_is_reasonable(values[k])) {
                place->value = values[k];
                return CGLPK_BAD_VALUE;
            }
            h->indices[k] = (int)i + 1;
        }
    }
    if (starts[majors] != nonzeros) {
        place->major = majors;
        return CGLPK_BAD_SHAPE;
    }
    return CGLPK_OK;
}

static int check_bounds(long count, const double *lower, const double *upper,
                        cglpk_place *place) {
    for (long j = 0; j < count; j++)
        if (!cglpk_bounds_are_good(lower[j], upper[j])) {
            place->major = j;
            return CGLPK_BAD_BOUNDS;
        }
    return CGLPK_OK;
}

#define CHECK(call)                              \
    do {                                         \
        int checked_ = (call);                   \
        if (checked_ != CGLPK_OK) return checked_; \
    } while (0)

/* -- building -- */

int cglpk_set_problem_name(cglpk_problem *h, const char *name) {
    GUARD(h, glp_set_prob_name(h->p, name));
}

int cglpk_set_sense(cglpk_problem *h, int maximise) {
    GUARD(h, glp_set_obj_dir(h->p, maximise ? GLP_MAX : GLP_MIN));
}

static void index_names(cglpk_problem *h) {
    if (h->indexed) return;
    glp_create_index(h->p);
    h->indexed = 1;
}

int cglpk_set_name(cglpk_problem *h, int column, long index, const char *name) {
    GUARD(h, index_names(h);
          if (column) glp_set_col_name(h->p, (int)index + 1, name);
          else glp_set_row_name(h->p, (int)index + 1, name));
}

int cglpk_find_name(cglpk_problem *h, int column, const char *name, long *index) {
    GUARD(h, index_names(h);
          *index = (column ? glp_find_col(h->p, name) : glp_find_row(h->p, name)) - 1);
}

int cglpk_get_name(cglpk_problem *h, int column, long index, const char **name) {
    GUARD(h, *name = column ? glp_get_col_name(h->p, (int)index + 1)
                            : glp_get_row_name(h->p, (int)index + 1));
}

static void load_columns(cglpk_problem *h, long count, const long *starts,
                         const double *values, const double *lower,
                         const double *upper, const double *objective,
                         const unsigned char *kinds) {
    glp_prob *p = h->p;
    int first = glp_add_cols(p, (int)count);
    for (long k = 0; k < count; k++) {
        int j = first + (int)k;
        if (kinds != NULL && kinds[k]) glp_set_col_kind(p, j, GLP_IV);
        glp_set_col_bnds(p, j, cglpk_bound_type(lower[k], upper[k]), lower[k], upper[k]);
        if (objective[k] != 0.0) glp_set_obj_coef(p, j, objective[k]);
        int length = (int)(starts[k + 1] - starts[k]);
        if (length > 0)
            glp_set_mat_col(p, j, length, h->indices + starts[k] - 1, values + starts[k] - 1);
    }
}

int cglpk_add_columns(cglpk_problem *h, long count, const long *starts,
                      const long *rows, const double *values, long nonzeros,
                      const double *lower, const double *upper,
                      const double *objective, const unsigned char *kinds,
                      cglpk_place *place) {
    CHECK(cglpk_begin(h));
    if (count > LARGEST_COUNT - glp_get_num_cols(h->p) ||
        nonzeros > LARGEST_NONZEROS - glp_get_num_nz(h->p))
        return CGLPK_TOO_MANY;
    CHECK(check_bounds(count, lower, upper, place));
    for (long j = 0; j < count; j++)
        if (!cglpk_is_reasonable(objective[j])) {
            place->major = j;
            place->value = objective[j];
            return CGLPK_BAD_OBJECTIVE;
        }
    CHECK(cglpk_translate(h, count, starts, rows, values, nonzeros,
                          glp_get_num_rows(h->p), place));
    if (count == 0) return CGLPK_OK;
    GUARD(h, load_columns(h, count, starts, values, lower, upper, objective, kinds));
}

static void load_rows(cglpk_problem *h, long count, const long *starts,
                      const double *values, const double *lower, const double *upper) {
    glp_prob *p = h->p;
    int first = glp_add_rows(p, (int)count);
    for (long k = 0; k < count; k++) {
        int i = first + (int)k;
        glp_set_row_bnds(p, i, cglpk_bound_type(lower[k], upper[k]), lower[k], upper[k]);
        int length = (int)(starts[k + 1] - starts[k]);
        if (length > 0)
            glp_set_mat_row(p, i, length, h->indices + starts[k] - 1, values + starts[k] - 1);
    }
}

int cglpk_add_rows(cglpk_problem *h, long count, const long *starts,
                   const long *columns, const double *values, long nonzeros,
                   const double *lower, const double *upper, cglpk_place *place) {
    CHECK(cglpk_begin(h));
    if (count > LARGEST_COUNT - glp_get_num_rows(h->p) ||
        nonzeros > LARGEST_NONZEROS - glp_get_num_nz(h->p))
        return CGLPK_TOO_MANY;
    CHECK(check_bounds(count, lower, upper, place));
    CHECK(cglpk_translate(h, count, starts, columns, values, nonzeros,
                          glp_get_num_cols(h->p), place));
    if (count == 0) return CGLPK_OK;
    GUARD(h, load_rows(h, count, starts, values, lower, upper));
}

static int check_index(cglpk_problem *h, int column, long index, cglpk_place *place) {
    long count = column ? glp_get_num_cols(h->p) : glp_get_num_rows(h->p);
    if (index >= 0 && index < count) return CGLPK_OK;
    if (place != NULL) place->major = -1;
    return CGLPK_BAD_INDEX;
}

int cglpk_set_coefficients(cglpk_problem *h, int column, long index,
                           const long *indices, const double *values,
                           long nonzeros, cglpk_place *place) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, column, index, place));
    const long starts[2] = {0, nonzeros};
    CHECK(cglpk_translate(h, 1, starts, indices, values, nonzeros,
                          column ? glp_get_num_rows(h->p) : glp_get_num_cols(h->p), place));
    GUARD(h,
          if (column) glp_set_mat_col(h->p, (int)index + 1, (int)nonzeros, h->indices - 1, values - 1);
          else glp_set_mat_row(h->p, (int)index + 1, (int)nonzeros, h->indices - 1, values - 1));
}

int cglpk_set_bounds(cglpk_problem *h, int column, long index, double lower, double upper) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, column, index, NULL));
    if (!cglpk_bounds_are_good(lower, upper)) return CGLPK_BAD_BOUNDS;
    int type = cglpk_bound_type(lower, upper);
    GUARD(h, if (column) glp_set_col_bnds(h->p, (int)index + 1, type, lower, upper);
          else glp_set_row_bnds(h->p, (int)index + 1, type, lower, upper));
}

int cglpk_set_objective(cglpk_problem *h, long index, double value) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, 1, index, NULL));
    if (!cglpk_is_reasonable(value)) return CGLPK_BAD_OBJECTIVE;
    GUARD(h, glp_set_obj_coef(h->p, (int)index + 1, value));
}

int cglpk_set_objective_constant(cglpk_problem *h, double value) {
    CHECK(cglpk_begin(h));
    if (!cglpk_is_reasonable(value)) return CGLPK_BAD_OBJECTIVE;
    GUARD(h, glp_set_obj_coef(h->p, 0, value));
}

int cglpk_set_kind(cglpk_problem *h, long index, int integer) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, 1, index, NULL));
    GUARD(h, glp_set_col_kind(h->p, (int)index + 1, integer ? GLP_IV : GLP_CV));
}

int cglpk_delete(cglpk_problem *h, int column, const long *indices, long count,
                 cglpk_place *place) {
    CHECK(cglpk_begin(h));
    if (count == 0) return CGLPK_OK;
    long limit = column ? glp_get_num_cols(h->p) : glp_get_num_rows(h->p);
    if (grow(&h->indices, &h->indices_room, count + 1) != CGLPK_OK ||
        grow(&h->stamps, &h->stamps_room, limit + 1) != CGLPK_OK)
        return CGLPK_NO_MEMORY;
    if (h->stamp == INT32_MAX) {
        memset(h->stamps, 0, (size_t)h->stamps_room * sizeof(int));
        h->stamp = 0;
    }
    h->stamp++;
    for (long k = 0; k < count; k++) {
        place->major = 0;
        place->position = k;
        if (indices[k] < 0 || indices[k] >= limit) return CGLPK_BAD_INDEX;
        if (h->stamps[indices[k]] == h->stamp) return CGLPK_DUPLICATE;
        h->stamps[indices[k]] = h->stamp;
        h->indices[k] = (int)indices[k] + 1;
    }
    GUARD(h, if (column) glp_del_cols(h->p, (int)count, h->indices - 1);
          else glp_del_rows(h->p, (int)count, h->indices - 1));
}

int cglpk_copy(cglpk_problem *to, cglpk_problem *from, int names) {
    CHECK(cglpk_begin(from));
    to->indexed = 0;
    GUARD(to, glp_copy_prob(to->p, from->p, names ? GLP_ON : GLP_OFF));
}

int cglpk_erase(cglpk_problem *h) {
    h->indexed = 0;
    GUARD(h, glp_erase_prob(h->p));
}

/* -- asking -- */

int cglpk_get_size(cglpk_problem *h, cglpk_size *size) {
    GUARD(h, glp_prob *p = h->p; size->rows = glp_get_num_rows(p);
          size->columns = glp_get_num_cols(p); size->nonzeros = glp_get_num_nz(p);
          size->maximise = glp_get_obj_dir(p) == GLP_MAX;
          size->constant = glp_get_obj_coef(p, 0));
}

int cglpk_get_integer_count(cglpk_problem *h, long *count) {
    GUARD(h, *count = glp_get_num_int(h->p));
}

static void bounds_of(glp_prob *p, int column, int index, double *lower, double *upper) {
    int type = column ? glp_get_col_type(p, index) : glp_get_row_type(p, index);
    *lower = type == GLP_FR || type == GLP_UP ? -INFINITY
             : column ? glp_get_col_lb(p, index) : glp_get_row_lb(p, index);
    *upper = type == GLP_FR || type == GLP_LO ? INFINITY
             : type == GLP_FX ? *lower
             : column ? glp_get_col_ub(p, index) : glp_get_row_ub(p, index);
}

int cglpk_get_bounds(cglpk_problem *h, int column, long index, double *lower, double *upper) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, column, index, NULL));
    GUARD(h, bounds_of(h->p, column, (int)index + 1, lower, upper));
}

int cglpk_get_objective(cglpk_problem *h, long index, double *value) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, 1, index, NULL));
    GUARD(h, *value = glp_get_obj_coef(h->p, (int)index + 1));
}

int cglpk_get_kind(cglpk_problem *h, long index, int *integer) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, 1, index, NULL));
    GUARD(h, *integer = glp_get_col_kind(h->p, (int)index + 1) != GLP_CV);
}

int cglpk_get_coefficients(cglpk_problem *h, int column, long index, long *length,
                           long *indices, double *values) {
    CHECK(cglpk_begin(h));
    CHECK(check_index(h, column, index, NULL));
    if (indices == NULL)
        GUARD(h, *length = column ? glp_get_mat_col(h->p, (int)index + 1, NULL, NULL)
                                  : glp_get_mat_row(h->p, (int)index + 1, NULL, NULL));
    if (grow(&h->indices, &h->indices_room, *length + 1) != CGLPK_OK) return CGLPK_NO_MEMORY;
    GUARD(h,
          if (column) *length = glp_get_mat_col(h->p, (int)index + 1, h->indices - 1, values - 1);
          else *length = glp_get_mat_row(h->p, (int)index + 1, h->indices - 1, values - 1);
          for (long k = 0; k < *length; k++) indices[k] = h->indices[k] - 1);
}

int cglpk_get_problem_name(cglpk_problem *h, const char **name) {
    GUARD(h, *name = glp_get_prob_name(h->p));
}

static void tidy(glp_prob *p, int *axis, long *index) {
    for (int column = 0; column < 2; column++) {
        int count = column ? glp_get_num_cols(p) : glp_get_num_rows(p);
        for (int k = 1; k <= count; k++) {
            double lower, upper;
            bounds_of(p, column, k, &lower, &upper);
            if (!cglpk_bounds_are_good(lower, upper)) {
                *axis = column;
                *index = k - 1;
                return;
            }
            int type = column ? glp_get_col_type(p, k) : glp_get_row_type(p, k);
            if (type == GLP_DB && lower == upper) {
                if (column) glp_set_col_bnds(p, k, GLP_FX, lower, lower);
                else glp_set_row_bnds(p, k, GLP_FX, lower, lower);
            }
        }
    }
    *axis = -1;
}

int cglpk_tidy(cglpk_problem *h, int *axis, long *index) { GUARD(h, tidy(h->p, axis, index)); }

static long fractional(glp_prob *p) {
    int count = glp_get_num_cols(p);
    for (int j = 1; j <= count; j++) {
        if (glp_get_col_kind(p, j) == GLP_CV) continue;
        double lower, upper;
        bounds_of(p, 1, j, &lower, &upper);
        if ((isfinite(lower) && lower != floor(lower)) || (isfinite(upper) && upper != floor(upper)))
            return j - 1;
    }
    return -1;
}

int cglpk_fractional_bounds(cglpk_problem *h, long *index) { GUARD(h, *index = fractional(h->p)); }

static int check_numbers(cglpk_problem *h, cglpk_place *place) {
    glp_prob *p = h->p;
    int rows = glp_get_num_rows(p), columns = glp_get_num_cols(p);
    int *indices = glp_alloc(1 + rows, sizeof(int));
    double *values = glp_alloc(1 + rows, sizeof(double));
    int code = CGLPK_OK;
    for (int j = 0; j <= columns && code == CGLPK_OK; j++) {
        int length = j == 0 ? 0 : glp_get_mat_col(p, j, indices, values);
        values[0] = glp_get_obj_coef(p, j);
        for (int k = 0; k <= length; k++)
            if (!cglpk_is_reasonable(values[k])) {
                place->major = j - 1;
                place->value = values[k];
                code = CGLPK_BAD_VALUE;
            }
    }
    glp_free(indices);
    glp_free(values);
    return code;
}

static int guarded_check_numbers(cglpk_problem *h, cglpk_place *place, int *verdict) {
    GUARD(h, *verdict = check_numbers(h, place));
}

int cglpk_check_numbers(cglpk_problem *h, cglpk_place *place) {
    int verdict = CGLPK_OK;
    CHECK(guarded_check_numbers(h, place, &verdict));
    return verdict;
}
