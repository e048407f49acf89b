#include "rule/relations.h"

#include "rule/identity.h"

/* Relatives that all questions about one deployment may look at. */
enum { LEAST_LOOKS = 100000, LOOKS_PER_INSTANCE = 200 };

TriRelations tri_relations(TriArena *arena, TriArena *scratch,
                           const TriInstanceList *instances)
{
    return (TriRelations){
        .arena = arena,
        .scratch = scratch,
        .instances = instances,
        .left = LEAST_LOOKS + instances->count * LOOKS_PER_INSTANCE,
    };
}

TriValue tri_instance_doubt(const TriInstance *instance)
{
    for (; instance != NULL; instance = instance->caller) {
        if (instance->condition.kind == TRI_UNKNOWN) {
            return instance->condition;
        }
        if (instance->loop_count.kind == TRI_UNKNOWN) {
            return instance->loop_count;
        }
    }
    return tri_value_null();
}

/* ---- indices ---- */

/* Of the instances that have one of the types: who asks for others has to look through
   them only. */
typedef struct TriRelationIndex {
    TriTypes types;
    bool has_any;     /* there are such instances */
    bool is_complete; /* they are in the maps: from the first question on */
    TriMap by_key;    /* lists of instances: by identity, by name, by symbol */
    TriMap children;  /* by the identity of the parent */
    TriMap referrers; /* by the key of what they refer to */
} Index;

/* An instance, and the key of its name. */
typedef struct Indexed {
    const TriInstance *instance;
    TriStr name;
} Indexed;

typedef TRI_LIST(Indexed) IndexedList;

static void add(TriRelations *relations, TriMap *map, TriStr key, Indexed indexed)
{
    if (key.size == 0) {
        return;
    }
    void **place = tri_map_put(relations->arena, map, key, TRI_MAP_EXACT);

    if (*place == NULL) {
        *place = TRI_NEW(relations->arena, IndexedList);
    }
    IndexedList *list = *place;

    if (list->count == 0 || tri_list_last(list).instance != indexed.instance) {
        tri_list_push(relations->arena, list, indexed);
    }
}

/* A name alone, and a symbolic name, which is one template's. */
static TriStr key_of_name(TriArena *arena, TriStr name_key)
{
    return TRI_CONCAT(arena, TRI_STR("\n"), name_key);
}

static TriStr key_of_symbol(TriArena *arena, const TriDeployment *deployment,
                            TriStr symbol)
{
    return tri_format(arena, "\r%llx %.*s", (unsigned long long)(uintptr_t)deployment,
                      TRI_ARG(symbol));
}

/* One copy alone, as dependsOn has it: 'symbol[0]'. Empty for what is none. */
static TriStr key_of_copy(TriArena *arena, const TriInstance *instance)
{
    if (instance->index.kind != TRI_INT || instance->resource->symbol.size == 0) {
        return TRI_STR("");
    }
    TriStr copy = tri_format(arena, "%.*s[%lld]", TRI_ARG(instance->resource->symbol),
                             (long long)instance->index.integer);

    return key_of_symbol(arena, instance->deployment, copy);
}

/* The key that an item of dependsOn, or a scope, has of what it means. */
static TriStr key_of_reference(TriArena *arena, const TriInstance *from, TriValue value)
{
    TriStr identity = tri_identity_of_id(arena, value);

    if (identity.size > 0) {
        return identity;
    }
    return from->resource->parent_template->is_symbolic && value.kind == TRI_STRING
               ? key_of_symbol(arena, from->deployment, value.string)
               : key_of_name(arena, tri_name_key(arena, value));
}

static void add_references(TriRelations *relations, Index *index, Indexed indexed)
{
    const TriInstance *instance = indexed.instance;
    TriValue scope = tri_instance_member(instance, "scope");
    TriValue items = tri_instance_member(instance, "dependsOn");

    if (scope.kind != TRI_NULL) {
        add(relations, &index->referrers,
            key_of_reference(relations->arena, instance, scope), indexed);
    }
    for (size_t i = 0; items.kind == TRI_ARRAY && i < items.array->count; i++) {
        TriStr key = key_of_reference(relations->arena, instance,
                                      tri_array_item(items.array, i));

        add(relations, &index->referrers, key, indexed);
    }
}

/* A nested child's parent is where it is written; else the name tells. */
static TriStr identity_of_parent(TriArena *arena, const TriInstance *instance,
                                 TriStr name_key)
{
    if (instance->parent == NULL) {
        return tri_identity_of_parent(arena, instance->type.string, name_key);
    }
    if (instance->parent->type.kind != TRI_STRING) {
        return TRI_STR("");
    }
    return tri_identity(arena, instance->parent->type.string,
                        tri_name_key(arena, tri_instance_name(instance->parent)));
}

static void index_instance(TriRelations *relations, Index *index,
                           const TriInstance *instance)
{
    TriArena *arena = relations->arena;

    if (instance->type.kind != TRI_STRING ||
        !tri_types_have(&index->types, instance->type.string)) {
        return;
    }
    TriStr name = tri_name_key(arena, tri_instance_name(instance));
    Indexed indexed = { instance, name };

    add(relations, &index->by_key, tri_identity(arena, instance->type.string, name),
        indexed);
    add(relations, &index->by_key, key_of_name(arena, name), indexed);
    if (instance->resource->symbol.size > 0) {
        add(relations, &index->by_key,
            key_of_symbol(arena, instance->deployment, instance->resource->symbol),
            indexed);
        add(relations, &index->by_key, key_of_copy(arena, instance), indexed);
    }
    add(relations, &index->children, identity_of_parent(arena, instance, name),
        indexed);
    add_references(relations, index, indexed);
}

static void list_types(TriRelations *relations)
{
    if (relations->has_types) {
        return;
    }
    relations->has_types = true;
    for (size_t i = 0; i < relations->instances->count; i++) {
        const TriInstance *instance = relations->instances->items[i];

        if (instance->type.kind == TRI_STRING) {
            *tri_map_put(relations->arena, &relations->types, instance->type.string,
                         TRI_MAP_NOCASE) = relations;
        }
    }
}

static bool has_any(TriRelations *relations, const TriTypes *types)
{
    list_types(relations);
    for (size_t i = 0; i < types->count; i++) {
        if (tri_str_has_suffix(types->items[i], TRI_STR("*")) ||
            tri_map_find(&relations->types, types->items[i], TRI_MAP_NOCASE) != NULL) {
            return true;
        }
    }
    return false;
}

/* Many rules ask for the same types. */
static Index *index_of(TriRelations *relations, const TriTypes *types)
{
    for (size_t i = 0; i < relations->indices.count; i++) {
        if (tri_types_are_same(&relations->indices.items[i]->types, types)) {
            return relations->indices.items[i];
        }
    }
    Index *index = TRI_NEW(relations->arena, Index);

    index->types.items = TRI_NEW_ARRAY(relations->arena, TriStr, types->count);
    for (size_t i = 0; i < types->count; i++) {
        index->types.items[index->types.count++] = types->items[i];
    }
    index->has_any = has_any(relations, types);
    tri_list_push(relations->arena, &relations->indices, index);
    return index;
}

static Index *complete_index_of(TriRelations *relations, const TriTypes *types)
{
    Index *index = index_of(relations, types);

    for (size_t i = 0; !index->is_complete && i < relations->instances->count; i++) {
        index_instance(relations, index, relations->instances->items[i]);
    }
    index->is_complete = true;
    return index;
}

/* Whether there is any resource of `types`: a quick look before a longer one. */
static bool is_any_there(TriRelations *relations, const TriTypes *types)
{
    return index_of(relations, types)->has_any;
}

/* ---- questions ---- */

typedef struct Question {
    const TriInstance *about;
    const TriTypes *types;
    TriStr name;
} Question;

/* Among the first `count`. */
static bool is_listed(const TriRelatives *list, size_t count,
                      const TriInstance *instance)
{
    for (size_t i = 0; i < count; i++) {
        if (list->items[i] == instance) {
            return true;
        }
    }
    return false;
}

static bool is_wanted(const Question *question, Indexed indexed)
{
    const TriInstance *instance = indexed.instance;

    if (!instance->is_deployed || instance == question->about ||
        !tri_types_have(question->types, instance->type.string)) {
        return false;
    }
    return question->name.size == 0 || tri_name_ends_in(indexed.name, question->name);
}

static void gather(TriRelations *relations, const TriMap *map, TriStr key,
                   const Question *question, TriRelatives *list)
{
    const IndexedList *found = tri_map_find(map, key, TRI_MAP_EXACT);
    size_t before = list->count;

    for (size_t i = 0; found != NULL && i < found->count; i++) {
        const TriInstance *instance = found->items[i].instance;
        size_t looks = 1 + before;

        if (looks > relations->left) {
            relations->is_cut = true;
            return;
        }
        relations->left -= looks;
        if (is_wanted(question, found->items[i]) &&
            !is_listed(list, before, instance)) {
            tri_list_push(relations->scratch, list, instance);
        }
    }
}

/* Resources of one name may be deployed to several scopes: those of the same
   deployment are meant, if there are any. */
static void prefer_same_deployment(const TriInstance *about, TriRelatives *list)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->deployment == about->deployment) {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept > 0 ? kept : list->count;
}

/* Many rules ask about one resource after the other, each of them many times. */
static void ask_about(TriRelations *relations, const TriInstance *instance)
{
    if (relations->asked != instance) {
        relations->asked = instance;
        relations->asked_name =
            tri_name_key(relations->arena, tri_instance_name(instance));
        relations->answers.count = 0;
    }
}

static const TriRelationAnswer *find_answer(const TriRelations *relations,
                                            const Question *question)
{
    for (size_t i = 0; i < relations->answers.count; i++) {
        const TriRelationAnswer *answer = &relations->answers.items[i];

        if (tri_types_are_same(&answer->types, question->types) &&
            tri_str_eq(answer->name, question->name)) {
            return answer;
        }
    }
    return NULL;
}

static void remember(TriRelations *relations, const Question *question,
                     const TriRelatives *children, size_t looks)
{
    const TriTypes *lasting = &index_of(relations, question->types)->types;
    TriRelationAnswer answer = { *lasting, question->name, { 0 }, looks };

    tri_list_push_all(relations->arena, &answer.children, children);
    tri_list_push(relations->arena, &relations->answers, answer);
}

/* Gives the same answer again, for the same price. */
static bool repeat(TriRelations *relations, const TriRelationAnswer *answer,
                   TriRelatives *list)
{
    if (answer == NULL || answer->looks > relations->left) {
        return false;
    }
    relations->left -= answer->looks;
    tri_list_push_all(relations->scratch, list, &answer->children);
    return true;
}

/* What belongs to which copy hangs on names, which are remembered here. */
static void note_question(const TriInstance *about)
{
    about->deployment->eval->asks_index = true;
}

void tri_relations_children(TriRelations *relations, const TriInstance *parent,
                            const TriTypes *types, TriStr name, TriRelatives *list)
{
    Question question = { parent, types, name };
    size_t left = relations->left;

    if (parent->type.kind != TRI_STRING || !is_any_there(relations, types)) {
        return;
    }
    note_question(parent);
    ask_about(relations, parent);
    if (repeat(relations, find_answer(relations, &question), list)) {
        return;
    }
    gather(relations, &complete_index_of(relations, types)->children,
           tri_identity(relations->scratch, parent->type.string, relations->asked_name),
           &question, list);
    prefer_same_deployment(parent, list);
    if (!relations->is_cut) {
        remember(relations, &question, list, left - relations->left);
    }
}

void tri_relations_parent(TriRelations *relations, const TriInstance *child,
                          const TriTypes *types, TriRelatives *list)
{
    Question question = { child, types, TRI_STR("") };

    if (child->type.kind != TRI_STRING || !is_any_there(relations, types)) {
        return;
    }
    note_question(child);
    ask_about(relations, child);
    TriStr identity = tri_identity_of_parent(relations->scratch, child->type.string,
                                             relations->asked_name);

    if (identity.size > 0) {
        gather(relations, &complete_index_of(relations, types)->by_key, identity,
               &question, list);
    }
    prefer_same_deployment(child, list);
}

void tri_relations_referrers(TriRelations *relations, const TriInstance *target,
                             const TriTypes *types, TriStr name, TriRelatives *list)
{
    TriArena *arena = relations->scratch;
    Question question = { target, types, name };

    if (target->type.kind != TRI_STRING || !is_any_there(relations, types)) {
        return;
    }
    tri_relations_children(relations, target, types, name, list);
    ask_about(relations, target);
    TriStr name_key = relations->asked_name;
    const TriMap *referrers = &complete_index_of(relations, types)->referrers;

    gather(relations, referrers, tri_identity(arena, target->type.string, name_key),
           &question, list);
    gather(relations, referrers, key_of_name(arena, name_key), &question, list);
    gather(relations, referrers,
           key_of_symbol(arena, target->deployment, target->resource->symbol),
           &question, list);
    gather(relations, referrers, key_of_copy(arena, target), &question, list);
    prefer_same_deployment(target, list);
}

/* The resources of the wanted types in dependsOn. */
static void gather_dependencies(TriRelations *relations, const Question *question,
                                TriRelatives *list)
{
    TriValue items = tri_instance_member(question->about, "dependsOn");

    for (size_t i = 0; items.kind == TRI_ARRAY && i < items.array->count; i++) {
        TriStr key = key_of_reference(relations->scratch, question->about,
                                      tri_array_item(items.array, i));

        gather(relations, &complete_index_of(relations, question->types)->by_key, key,
               question, list);
    }
}

/* Whether an id is a name alone, as in the serverFarm of old sites: that of a resource
   of the type asked for. One that is not known may be. */
static bool is_name(TriValue id, TriStr key, const TriTypes *types)
{
    return (id.kind == TRI_STRING || id.kind == TRI_UNKNOWN) && key.size > 0 &&
           types->count == 1 && tri_str_find_char(key, '/') == TRI_NOT_FOUND;
}

void tri_relations_referred(TriRelations *relations, const TriInstance *from,
                            TriValue id, bool is_told, const TriTypes *types,
                            TriRelatives *list)
{
    TriArena *arena = relations->scratch;
    Question question = { from, types, TRI_STR("") };

    if (!is_any_there(relations, types)) {
        return;
    }
    note_question(from);
    TriStr key = tri_name_key(arena, id);
    bool may_be_name = is_name(id, key, types);
    TriStr identity = may_be_name ? tri_identity(arena, types->items[0], key)
                                  : tri_identity_of_id(arena, id);

    if (identity.size > 0) {
        gather(relations, &complete_index_of(relations, types)->by_key, identity,
               &question, list);
    }
    if (list->count == 0 && id.kind == TRI_UNKNOWN && !is_told &&
        (may_be_name || identity.size == 0)) {
        gather_dependencies(relations, &question, list);
        list->count = list->count == 1 ? 1 : 0;
    }
    prefer_same_deployment(from, list);
}

void tri_relations_all(TriRelations *relations, const TriTypes *types,
                       TriRelatives *list)
{
    if (!is_any_there(relations, types)) {
        return;
    }
    for (size_t i = 0; i < relations->instances->count; i++) {
        const TriInstance *instance = relations->instances->items[i];

        if (relations->left == 0) {
            relations->is_cut = true;
            return;
        }
        relations->left--;
        if (instance->is_deployed && instance->type.kind == TRI_STRING &&
            tri_types_have(types, instance->type.string)) {
            tri_list_push(relations->scratch, list, instance);
        }
    }
}
