#include "arm/duplicates.h"

#include "base/map.h"
#include "base/text.h"

/* Reports names of `object` that differ by case only; the exact ones are reported
   for every object alike. */
static void report_alike(TriArena scratch, const TriJson *json,
                         const TriJsonNode *object, TriSink *sink)
{
    TriMap seen = { 0 };

    if (object == NULL || object->type != TRI_JSON_OBJECT ||
        !tri_json_may_repeat(json, object)) {
        return;
    }
    tri_json_each_member (name, object) {
        TriStr text = tri_json_string(&scratch, json, name);
        void **place = tri_map_put(&scratch, &seen, text, TRI_MAP_NOCASE);
        const TriJsonNode *earlier = *place;

        if (earlier != NULL &&
            !tri_str_eq(tri_json_string(&scratch, json, earlier), text)) {
            TriFinding *finding = tri_report(
                sink, TRI_PROBLEM_DUPLICATE_MEMBER, tri_json_span(json, name),
                "member '%.*s' stands twice in this object, in another "
                "letter case; the last one counts",
                TRI_ARG(text));

            finding->related = TRI_NEW(sink->arena, TriRelated);
            finding->related[0] =
                (TriRelated){ tri_json_span(json, earlier), TRI_STR("the one before") };
            finding->related_count = 1;
        }
        *place = (void *)name;
    }
}

void tri_arm_report_duplicates(TriArena scratch, const TriJson *json,
                               const TriJsonNode *template, TriSink *sink)
{
    static const TriStr sections[] = { TRI_STR_INIT("parameters"),
                                       TRI_STR_INIT("variables"),
                                       TRI_STR_INIT("outputs") };
    const TriJsonNode *resources = tri_json_find(json, template, TRI_STR("resources"));

    tri_json_report_duplicates(scratch, json, template, sink);
    report_alike(scratch, json, template, sink);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        report_alike(scratch, json, tri_json_find(json, template, sections[i]), sink);
    }
    if (resources == NULL || resources->type != TRI_JSON_ARRAY) {
        return;
    }
    tri_json_each_item (resource, resources) {
        report_alike(scratch, json, resource, sink);
        report_alike(scratch, json,
                     tri_json_find(json, resource, TRI_STR("properties")), sink);
    }
}

bool tri_arm_repeats_resources(TriArena scratch, const TriJson *json,
                               const TriJsonNode *template)
{
    size_t count = 0;

    if (!tri_json_may_repeat(json, template)) {
        return false;
    }
    tri_json_each_member (name, template) {
        TriStr text = tri_json_string(&scratch, json, name);

        count += tri_str_eq_nocase(text, TRI_STR("resources"));
    }
    return count > 1;
}
