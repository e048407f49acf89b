#include "source/finding.h"

#include "base/text.h"

static const TriProblemInfo problems[] = {
#define X(id, name, level, title)                                                      \
    [TRI_PROBLEM_##id] = { TRI_STR_INIT(name), TRI_LEVEL_##level, TRI_STR_INIT(title) },
    TRI_PROBLEMS(X)
#undef X
};

const TriProblemInfo *tri_problem_info(TriProblem problem)
{
    return &problems[problem];
}

TriFinding *tri_report(TriSink *sink, TriProblem problem, TriSpan span,
                       const char *format, ...)
{
    const TriProblemInfo *info = tri_problem_info(problem);
    TriFinding finding = { .rule = info->id, .level = info->level, .span = span };
    va_list arguments;

    finding.kind =
        problem == TRI_PROBLEM_NOT_ANALYSED ? TRI_KIND_UNDECIDED : TRI_KIND_FAIL;
    va_start(arguments, format);
    finding.message = tri_format_list(sink->arena, format, arguments);
    va_end(arguments);
    tri_list_push(sink->arena, &sink->findings, finding);
    return &tri_list_last(&sink->findings);
}
