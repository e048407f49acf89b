#include "lint/context.h"

#include "arm/value.h"
#include "base/text.h"
#include "lint/input.h"

static TriStatus refuse(const TriInput *input, size_t at, TriStr message,
                        TriError *error)
{
    return tri_fail_at(error, input->path, tri_position(&input->source, at), message);
}

static TriStatus parse(TriWorkshop *workshop, TriInput *input, const TriJson **context,
                       TriError *error)
{
    TriSink sink = { .arena = &workshop->arena };

    if (!tri_input_parse(workshop, input, &sink)) {
        const TriFinding *finding = &sink.findings.items[0];

        return refuse(input, finding->span.start, finding->message, error);
    }
    if (input->is_bicep || input->json.root->type != TRI_JSON_OBJECT) {
        return refuse(input, 0, TRI_STR("a context must be a JSON object"), error);
    }
    *context = &input->json;
    return TRI_OK;
}

TriStatus tri_context_read(TriWorkshop *workshop, TriStr path, const TriJson **context,
                           TriError *error)
{
    TriError trouble = { &workshop->arena, { 0 } };
    TriInput *input;

    if (tri_input_read(workshop, path, &input, &trouble) != TRI_OK) {
        return tri_fail(error, "cannot read the context '%.*s': %.*s", TRI_ARG(path),
                        TRI_ARG(trouble.message));
    }
    return parse(workshop, input, context, error);
}

TriStatus tri_context_parse(TriWorkshop *workshop, TriStr text, const TriJson **context,
                            TriError *error)
{
    TriStr name = TRI_STR("context");

    return parse(workshop, tri_input_of(workshop, name, name, text), context, error);
}

TriValue tri_context_value(TriWorkshop *workshop, const TriJson *context,
                           const TriScope *scope)
{
    if (context == NULL) {
        return tri_value_null();
    }
    const TriArmReader *reader = tri_arm_reader(&workshop->arena, context, true);

    return tri_eval(scope, tri_arm_value(reader, context->root));
}
