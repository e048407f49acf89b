#ifndef TRI_SCAN_SETTINGS_H
#define TRI_SCAN_SETTINGS_H

#include "lint/lint.h"
#include "scan/config.h"
#include "scan/scan.h"

#include <pthread.h>

/*
 * What holds for a file: the command line on top of the nearest configuration. A book
 * has the settings of all configurations of a run, each made when a worker first meets
 * it.
 */
typedef struct TriSettings {
    const TriConfig *config; /* with --set; NULL: none */
    TriScanOptions options;  /* nothing in them is open any more */
    TriLinter linter;
} TriSettings;

typedef struct TriSettingsBook {
    pthread_mutex_t mutex;
    TriArena *arena;
    const TriScanOptions *options; /* of the command line */
    const TriRules *rules;         /* all there are */
    const TriConfig *set;          /* what --set says, or NULL */
    TriLinter linter;              /* what is the same for all */
    const TriSettings *plain;      /* without any file */
    TriMap by_config;              /* settings by the path of the file */
    TriMap by_folder;              /* the same by folders that were asked about */
    TRI_LIST(const TriSettings *) all;
    TriStrList troubles; /* configurations that are wrong, and why */
} TriSettingsBook;

/* The configuration of the run: --config, or that nearest to `folder`, absolute, with
   what --set says. NULL: none. */
TriStatus tri_run_config(TriArena *arena, const TriScanOptions *options, TriStr folder,
                         const TriConfig **config, TriError *error);

/* The rule files of the run: those of the command line, else of its configuration. */
TriStrList tri_rule_files(TriArena *arena, const TriScanOptions *options,
                          const TriConfig *config);

/* Opens the book, in `arena`; `linter` has what no configuration changes. */
TriStatus tri_settings_open(TriSettingsBook *book, TriArena *arena,
                            const TriScanOptions *options, const TriRules *rules,
                            const TriLinter *linter, TriError *error);

/*
 * What holds in a folder, absolute: by the file nearest to it, upwards to the top of
 * its git work tree. A file that is wrong is trouble of the book, and what is around it
 * holds. May be called by several workers.
 */
const TriSettings *tri_settings_at(TriSettingsBook *book, TriStr folder);

/* Tells the book what a walk found out of a folder, absolute: what holds in it. */
void tri_settings_note(TriSettingsBook *book, TriStr folder,
                       const TriSettings *settings);

/* What holds in a folder with the configuration file `name`, inside one where `outer`
   holds. */
const TriSettings *tri_settings_in(TriSettingsBook *book, const TriSettings *outer,
                                   TriStr folder, TriStr name);

/* Whether the finding `rule` is not wanted in the file `path`, absolute. */
bool tri_settings_ignore(const TriSettings *settings, const TriRules *rules,
                         TriStr rule, TriStr path);

/* The suppression of a finding by the configuration; NULL: none. */
const TriConfigSuppression *tri_settings_suppress(const TriSettings *settings,
                                                  const TriRules *rules, TriStr rule,
                                                  TriStr path, TriStr resource);

#endif
