/* Where reports go: nothing that is read, or that somebody wrote, is replaced by one.
 */
#include "base/file.h"
#include "cli/option.h"
#include "lint/input.h"
#include "scan/config.h"
#include "source/language.h"
#include "json/comments.h"

/* The files that the reports replace; empty: none, or none that is there. */
static TriStr *find_targets(const TriReading *reading)
{
    const TriFormat *formats = reading->options->formats.items;
    size_t count = reading->options->formats.count;
    TriStr *targets = TRI_NEW_ARRAY(reading->arena, TriStr, count);

    for (size_t i = 0; i < count; i++) {
        if (formats[i].path.size > 0) {
            targets[i] = tri_file_target(reading->arena, formats[i].path);
        }
    }
    return targets;
}

/* Of two reports in one file only the later would be left. */
static TriStatus check_outputs(const TriReading *reading, const TriStr *targets)
{
    const TriFormat *formats = reading->options->formats.items;

    for (size_t i = 0; i < reading->options->formats.count; i++) {
        for (size_t j = 0; j < i && targets[i].size > 0; j++) {
            if (tri_str_eq(targets[i], targets[j])) {
                return tri_fail(reading->error,
                                "the reports '%s=%.*s' and '%s=%.*s' are one file",
                                formats[j].reporter->name, TRI_ARG(formats[j].path),
                                formats[i].reporter->name, TRI_ARG(formats[i].path));
            }
        }
    }
    return TRI_OK;
}

static bool is_file(const TriReading *reading, TriStr target)
{
    return target.size > 0 &&
           tri_file_kind(*reading->arena, target) == TRI_FILE_REGULAR;
}

/* Whether a report goes where a file is. */
static bool replaces_file(const TriReading *reading, const TriStr *targets)
{
    for (size_t i = 0; i < reading->options->formats.count; i++) {
        if (is_file(reading, targets[i])) {
            return true;
        }
    }
    return false;
}

/* ---- what somebody named ---- */

/* What is read would be gone. */
static TriStatus check_input(const TriReading *reading, const TriStr *targets,
                             TriStr input)
{
    const TriFormat *formats = reading->options->formats.items;
    TriArena scratch = *reading->arena;
    TriStr file = tri_file_target(&scratch, input);

    for (size_t i = 0; i < reading->options->formats.count && file.size > 0; i++) {
        if (tri_str_eq(targets[i], file)) {
            return tri_fail(reading->error,
                            "the report '%s=%.*s' would replace '%.*s', which is read",
                            formats[i].reporter->name, TRI_ARG(formats[i].path),
                            TRI_ARG(input));
        }
    }
    return TRI_OK;
}

static TriStatus check_inputs(const TriReading *reading, const TriStr *targets)
{
    const TriOptions *options = reading->options;
    const TriStrList *lists[] = { &options->arguments, &options->scan.parameters,
                                  &options->scan.rules };
    const TriStr files[] = { options->scan.baseline, options->scan.config,
                             options->scan.context, options->files_from,
                             options->scan.shard_weights };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (files[i].size > 0 && check_input(reading, targets, files[i]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            if (check_input(reading, targets, lists[i]->items[j]) != TRI_OK) {
                return TRI_FAILED;
            }
        }
    }
    return TRI_OK;
}

/* ---- what nobody named ---- */

/* Whether a text that cannot be parsed may be a template with a mistake in it. A report
   cannot, be it of another format: in JSON Lines, the first line is JSON. */
static bool may_be_template(TriWorkshop *workshop, const TriInput *input)
{
    TriStr rest = tri_json_trim(input->source.text);
    TriStr line;

    if (!tri_str_has_prefix(rest, TRI_STR("{"))) {
        return false;
    }
    tri_str_split(&rest, '\n', &line);
    return !tri_input_parse(
        workshop, tri_input_of(workshop, input->path, input->path, line), NULL);
}

static const char *kind_of_input(TriWorkshop *workshop, TriInput *input)
{
    if (!tri_input_parse(workshop, input, NULL)) {
        return may_be_template(workshop, input)
                   ? "a file that may be a template: it begins as JSON and cannot be "
                     "parsed"
                   : NULL;
    }
    if (input->document.kind == TRI_DOCUMENT_PARAMETERS) {
        return "a parameter file";
    }
    return tri_input_is_deployable(input) ? "a template" : NULL;
}

/* What a JSON file is, in the words of a message; NULL: nothing that is read. */
static const char *kind_of_json(TriStr path)
{
    TriWorkshop workshop = tri_workshop_open(TRI_STR("/"), TRI_STR("/"));
    TriError ignored = { &workshop.arena, { 0 } };
    TriInput *input;
    bool is_read = tri_input_read(&workshop, path, &input, &ignored) == TRI_OK;
    const char *kind = is_read ? kind_of_input(&workshop, input) : NULL;

    tri_workshop_close(&workshop);
    return kind;
}

/* What is found in a folder is known when it is read, which is too late; and a template
   is not to be lost even if this run does not read it. */
static const char *kind_of(TriStr path)
{
    TriLanguage language = tri_language_of(path);

    if (tri_is_config_name(tri_path_name(path))) {
        return "a configuration";
    }
    if (tri_language_is_bicep(language)) {
        return language == TRI_LANGUAGE_BICEP ? "a template" : "a parameter file";
    }
    return kind_of_json(path);
}

static TriStatus check_found(const TriReading *reading, const TriStr *targets)
{
    const TriFormat *formats = reading->options->formats.items;

    for (size_t i = 0; i < reading->options->formats.count; i++) {
        const char *kind = is_file(reading, targets[i]) ? kind_of(targets[i]) : NULL;

        if (kind != NULL) {
            return tri_fail(reading->error, "the report '%s=%.*s' would replace %s",
                            formats[i].reporter->name, TRI_ARG(formats[i].path), kind);
        }
    }
    return TRI_OK;
}

TriStatus tri_check_reports(const TriReading *reading)
{
    const TriStr *targets = find_targets(reading);

    if (check_outputs(reading, targets) != TRI_OK) {
        return TRI_FAILED;
    }
    if (!replaces_file(reading, targets)) {
        return TRI_OK;
    }
    return check_inputs(reading, targets) == TRI_OK ? check_found(reading, targets)
                                                    : TRI_FAILED;
}
