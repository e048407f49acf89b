#ifndef TRI_RULE_RELATIONS_H
#define TRI_RULE_RELATIONS_H

#include "eval/expand.h"
#include "rule/condition.h"

typedef TRI_LIST(const TriInstance *) TriRelatives;

/* The children that a question was answered with, and what that cost. */
typedef struct TriRelationAnswer {
    TriTypes types;
    TriStr name;
    TriRelatives children;
    size_t looks;
} TriRelationAnswer;

/*
 * Which resources of a deployment belong together: children, whether nested or
 * written elsewhere with a joined name, and what refers to what by id, scope or
 * dependsOn, in any order of the text. Names need not be known: two that are made
 * of the same unknown parts in the same way are the same.
 */
typedef struct TriRelations {
    TriArena *arena;   /* of the index */
    TriArena *scratch; /* of answers */
    const TriInstanceList *instances;
    size_t left; /* relatives that may still be looked at */
    bool is_cut; /* there were more */
    bool has_types;
    TriMap types; /* of the instances */
    TRI_LIST(struct TriRelationIndex *) indices;
    const TriInstance *asked;            /* about whom the last question was, … */
    TriStr asked_name;                   /* … the key of its name, … */
    TRI_LIST(TriRelationAnswer) answers; /* … and what was answered so far */
} TriRelations;

/* The relations among `instances`, which must outlive them, as must the texts of types
   and names that they are asked for; indexed in `arena` when first asked for. Lists of
   relatives come from `scratch`. Where many resources have one name, not all of them
   are looked at: `is_cut` tells. */
TriRelations tri_relations(TriArena *arena, TriArena *scratch,
                           const TriInstanceList *instances);

/*
 * Sets the empty `list` to what is deployed, of `types`, and whose name ends in the
 * part `name` (empty: any name): the children of `parent`, and in the second function
 * all that refers to `target`: its children, and what names it by scope or dependsOn.
 */
void tri_relations_children(TriRelations *relations, const TriInstance *parent,
                            const TriTypes *types, TriStr name, TriRelatives *list);
void tri_relations_referrers(TriRelations *relations, const TriInstance *target,
                             const TriTypes *types, TriStr name, TriRelatives *list);

/* Appends the parent of `child`, if it is deployed and of `types`. */
void tri_relations_parent(TriRelations *relations, const TriInstance *child,
                          const TriTypes *types, TriRelatives *list);

/*
 * Appends what is deployed, of `types`, and has the id `id`. Where that cannot be
 * told from the id, the only one of `types` in dependsOn of `from` is taken: but not
 * where `is_told` why it is there, for the sake of another id that may stand there.
 */
void tri_relations_referred(TriRelations *relations, const TriInstance *from,
                            TriValue id, bool is_told, const TriTypes *types,
                            TriRelatives *list);

/* Appends all that is deployed, of `types`. */
void tri_relations_all(TriRelations *relations, const TriTypes *types,
                       TriRelatives *list);

/* What it hangs on whether the instance is deployed: a condition or a loop count on the
   way to it that is unknown; null when none is. */
TriValue tri_instance_doubt(const TriInstance *instance);

#endif
