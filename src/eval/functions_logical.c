#include "eval/functions_support.h"

/* Arguments up to the first that is `decisive`, which decides the result however
   many unknown ones are before it. What is wrong behind an unknown one may never be
   looked at: the unknown one may be decisive. */
static TriValue join_truths(TriCall *call, bool decisive)
{
    TriValue unknown = { 0 };

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        TriValue value = tri_arg(call, i);
        bool is_truth = (tri_value_types(value) & TRI_BOOL) != 0;

        if (unknown.kind == TRI_UNKNOWN && (!is_truth || tri_is_error(value))) {
            break;
        }
        if (!is_truth) {
            return tri_wrong_type(call, i, "bool");
        }
        if (tri_is_failure(value)) {
            return tri_call_unknown(call, value);
        }
        if (value.kind == TRI_UNKNOWN) {
            unknown = value;
        } else if (value.boolean == decisive) {
            return value;
        }
    }
    return unknown.kind == TRI_UNKNOWN ? tri_call_unknown(call, unknown)
                                       : tri_value_bool(!decisive);
}

static TriValue and_of(TriCall *call)
{
    return join_truths(call, false);
}

static TriValue or_of(TriCall *call)
{
    return join_truths(call, true);
}

static TriValue not_of(TriCall *call)
{
    return tri_value_bool(!tri_arg_bool(call, 0));
}

/* Both branches, since either may be taken. With one in error nothing is said of
   the other: it is not ours to tell that the test must choose it. */
static TriValue either_branch(TriCall *call, TriValue test)
{
    TriValue yes = tri_arg(call, 1);
    TriValue no = tri_arg(call, 2);

    if (tri_is_error(yes) || tri_is_error(no)) {
        return tri_call_unknown_of(call, test, TRI_ANY);
    }
    return tri_make_either(call, yes, no, test);
}

static TriValue if_of(TriCall *call)
{
    TriValue test = tri_arg(call, 0);

    if ((tri_value_types(test) & TRI_BOOL) == 0) {
        return tri_wrong_type(call, 0, "bool");
    }
    if (tri_is_failure(test)) {
        return tri_call_unknown(call, test);
    }
    if (test.kind == TRI_UNKNOWN) {
        return either_branch(call, test);
    }
    return tri_arg(call, test.boolean ? 1 : 2);
}

static TriValue bool_of_text(TriCall *call, TriStr text)
{
    TriStr word = tri_str_trim(text);

    if (tri_str_eq_nocase(word, TRI_STR("true"))) {
        return tri_value_bool(true);
    }
    if (tri_str_eq_nocase(word, TRI_STR("false"))) {
        return tri_value_bool(false);
    }
    return tri_call_error(call, "'%.*s' is neither 'true' nor 'false'", TRI_ARG(text));
}

static TriValue bool_of(TriCall *call)
{
    TriValue value = tri_arg(call, 0);

    if (value.kind == TRI_STRING) {
        return bool_of_text(call, value.string);
    }
    return value.kind == TRI_INT ? tri_value_bool(value.integer != 0) : value;
}

static TriValue true_of(TriCall *call)
{
    (void)call;
    return tri_value_bool(true);
}

static TriValue false_of(TriCall *call)
{
    (void)call;
    return tri_value_bool(false);
}

const TriFunction tri_logical_functions[] = {
    { "and", and_of, TRI_BOOL, { TRI_BOOL, TRI_BOOL, TRI_BOOL | TRI_MORE }, TRI_LAZY },
    { "bool", bool_of, TRI_BOOL, { TRI_STRING | TRI_INT | TRI_BOOL }, 0 },
    { "false", false_of, TRI_BOOL, { 0 }, 0 },
    { "if", if_of, TRI_ANY, { TRI_BOOL, TRI_ANY, TRI_ANY }, TRI_LAZY },
    { "not", not_of, TRI_BOOL, { TRI_BOOL }, 0 },
    { "or", or_of, TRI_BOOL, { TRI_BOOL, TRI_BOOL, TRI_BOOL | TRI_MORE }, TRI_LAZY },
    { "true", true_of, TRI_BOOL, { 0 }, 0 },
    { 0 },
};
