#ifndef TRI_EVAL_MERGE_H
#define TRI_EVAL_MERGE_H

#include "eval/functions.h"

/*
 * An object made of several, where the later one wins (union, shallowMerge).
 * Names ignore case and keep their first spelling; deep merging goes into
 * members that are objects on both sides.
 *
 * An object that is unknown or open may set any member: those known before it
 * become unknown, what they were being one of their branches; those set after it are
 * known, and the result is open.
 */
typedef struct TriMerge {
    TriCall *call;
    bool is_deep;
    /* Of a merge inside another: that, and the member that it makes. */
    const struct TriMerge *outer;
    TriStr name;
    bool is_secure;   /* one of the objects is */
    bool hides_names; /* those of a secure object are among them, here or around */
    bool is_choice;   /* here or around, an object is one of several that are merged */
    unsigned depth;
    /* So far. */
    TriMemberList members;
    TriMap index;
    TRI_LIST(size_t) set_by; /* the members: which object gave the value, from 1 */
    size_t object_count;
    size_t opened_by; /* the last object that may set any member; 0: none */
    TriValue opener;  /* that object */
    TriValue cause;   /* why the result is open; once a failure, no less than that */
    bool is_over_budget;
} TriMerge;

/* Adds an object, or something unknown that can turn out to be one. */
void tri_merge_add(TriMerge *merge, TriValue object);

TriValue tri_merge_result(TriMerge *merge);

#endif
