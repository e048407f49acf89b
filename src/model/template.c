#include "model/template.h"

#include "base/list.h"
#include "base/text.h"

bool tri_type_is_short(TriStr type)
{
    TriStr first = tri_str_slice(type, 0, tri_str_find_char(type, '/'));

    return tri_str_find_char(first, '.') == TRI_NOT_FOUND;
}

bool tri_type_is_deployment(TriStr type)
{
    return tri_str_eq_nocase(type, TRI_STR("Microsoft.Resources/deployments"));
}

static void *find(const TriMap *index, TriStr name)
{
    return tri_map_find(index, name, TRI_MAP_NOCASE);
}

static void put(TriArena *arena, TriMap *index, TriStr name, void *item)
{
    *tri_map_put(arena, index, name, TRI_MAP_NOCASE) = item;
}

void tri_template_index(TriArena *arena, TriTemplate *template)
{
    for (size_t i = 0; i < template->parameter_count; i++) {
        TriParameter *parameter = &template->parameters[i];

        put(arena, &template->parameter_index, parameter->name, parameter);
    }
    for (size_t i = 0; i < template->variable_count; i++) {
        TriVariable *variable = &template->variables[i];

        put(arena, &template->variable_index, variable->name, variable);
    }
    for (size_t i = 0; i < template->function_count; i++) {
        TriUserFunction *function = &template->functions[i];

        put(arena, &template->function_index, function->name, function);
    }
}

const TriParameter *tri_template_parameter(const TriTemplate *template, TriStr name)
{
    return find(&template->parameter_index, name);
}

const TriVariable *tri_template_variable(const TriTemplate *template, TriStr name)
{
    return find(&template->variable_index, name);
}

const TriUserFunction *tri_template_function(const TriTemplate *template, TriStr name)
{
    return find(&template->function_index, name);
}

TriStr tri_template_nearest_parameter(TriArena scratch, const TriTemplate *template,
                                      TriStr name)
{
    size_t count = template->parameter_count;

    if (count > TRI_MOST_CANDIDATES) {
        return TRI_STR("");
    }
    TriStr *names = TRI_NEW_ARRAY(&scratch, TriStr, count);

    for (size_t i = 0; i < count; i++) {
        names[i] = template->parameters[i].name;
    }
    return tri_str_nearest(name, names, count);
}

TriStr tri_pointer_text(TriArena *arena, const TriPointer *pointer)
{
    TRI_LIST(const TriPointer *) steps = { 0 };
    TriText text = tri_text(arena);

    for (; pointer != NULL; pointer = pointer->parent) {
        tri_list_push(arena, &steps, pointer);
    }
    while (steps.count > 0) {
        const TriPointer *step = steps.items[--steps.count];

        tri_text_add_char(&text, '/');
        if (step->name.data == NULL) {
            tri_text_addf(&text, "%zu", step->index);
        } else {
            tri_text_add_pointer_part(&text, step->name);
        }
    }
    return tri_text_str(&text);
}

bool tri_resource_has_pointer(const TriResource *resource)
{
    return resource->pointer.parent != NULL;
}

TriStr tri_resource_place(TriArena *arena, const TriResource *resource)
{
    return tri_resource_has_pointer(resource)
               ? tri_pointer_text(arena, &resource->pointer)
               : resource->symbol;
}
