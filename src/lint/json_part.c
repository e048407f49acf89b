#include "lint/json_part.h"

static const TriPointer *pointer_to(TriArena *arena, const TriPointer *parent,
                                    TriStr name, size_t index)
{
    TriPointer *pointer = TRI_NEW(arena, TriPointer);

    *pointer = (TriPointer){ parent, name, index };
    return pointer;
}

static bool holds(const TriJsonNode *node, uint32_t offset)
{
    return node->start <= offset && offset < node->end;
}

/* The child of `node` that holds the byte at `offset`, and one more step to it; NULL:
   there is none. */
static const TriJsonNode *child_at(TriArena *arena, const TriJson *json,
                                   const TriJsonNode *node, uint32_t offset,
                                   const TriPointer **pointer)
{
    size_t index = 0;

    if (node->type == TRI_JSON_OBJECT) {
        tri_json_each_member (name, node) {
            if (holds(name + 1, offset)) {
                *pointer =
                    pointer_to(arena, *pointer, tri_json_string(arena, json, name), 0);
                return name + 1;
            }
        }
    } else if (node->type == TRI_JSON_ARRAY) {
        tri_json_each_item (item, node) {
            if (holds(item, offset)) {
                *pointer = pointer_to(arena, *pointer, (TriStr){ 0 }, index);
                return item;
            }
            index++;
        }
    }
    return NULL;
}

/* The place of the object, or of the first name in it. */
static bool is_at(const TriJsonNode *node, uint32_t offset)
{
    return node->start == offset || (node->type == TRI_JSON_OBJECT && node->count > 0 &&
                                     node[1].start == offset);
}

TriJsonPart tri_json_part(TriWorkshop *workshop, const TriExpr *object)
{
    TriJsonPart part = { 0 };

    if (object == NULL || object->kind != TRI_EXPR_OBJECT || object->count == 0) {
        return part;
    }
    TriSpan place = object->span;
    TriInput *input = tri_input_of_source(workshop, place.source);

    if (input == NULL) {
        place = object->members->name_span;
        input = tri_input_of_source(workshop, place.source);
    }
    const TriJsonNode *node = input == NULL ? NULL : input->json.root;

    while (node != NULL && !is_at(node, place.start)) {
        node =
            child_at(&workshop->arena, &input->json, node, place.start, &part.pointer);
    }
    if (node != NULL) {
        part.input = input;
        part.span = tri_json_span(&input->json, node);
    }
    return part;
}
