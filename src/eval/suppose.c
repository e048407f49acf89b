#include "eval/suppose.h"

static bool is_same_choice(TriValue a, TriValue b)
{
    return a.unknown->choices == b.unknown->choices;
}

void tri_look_at(TriLookedAt *to, TriValue choice, unsigned times)
{
    size_t i = 0;

    if (to == NULL) {
        return;
    }
    while (i < to->count && !is_same_choice(to->choices[i], choice)) {
        i++;
    }
    if (i == TRI_MOST_LOOKED_AT) {
        return;
    }
    if (i == to->count) {
        to->choices[to->count++] = choice;
        to->times[i] = 0;
    }
    to->times[i] += times;
}

TriValue tri_looked_at_again(const TriLookedAt *looked_at)
{
    for (size_t i = 0; i < looked_at->count; i++) {
        if (looked_at->times[i] > 1) {
            return looked_at->choices[i];
        }
    }
    return tri_value_null();
}

TriValue tri_eval_suppose(TriEval *eval, TriValue choice)
{
    const TriSupposition *supposition = eval->supposed;

    while (supposition != NULL && !is_same_choice(supposition->choice, choice)) {
        supposition = supposition->outer;
    }
    if (supposition != NULL) {
        return tri_value_choice(choice, supposition->index);
    }
    tri_look_at(eval->looked_at, choice, 1);
    return choice;
}
