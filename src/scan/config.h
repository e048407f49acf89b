#ifndef TRI_SCAN_CONFIG_H
#define TRI_SCAN_CONFIG_H

#include "base/list.h"
#include "rule/rule.h"
#include "scan/scan.h"

/*
 * A configuration file, tricep.json or .tricep.json (interfaces.md 13.1;
 * docs/configuration.md). What a key is not said for is empty; a key of the file counts
 * before that of the file it extends, `levels`, `rule`, `perFileIgnores` and
 * `suppressions` member by member.
 */

/* Where something was written: "tricep.json:3:5". */
typedef TriStr TriWritten;

typedef struct TriConfigWord {
    TriStr text;
    TriWritten place;
} TriConfigWord;

typedef TRI_LIST(TriConfigWord) TriConfigWords;

typedef struct TriConfigLevel {
    TriConfigWord rule;
    TriLevel level;
} TriConfigLevel;

/* A value of a rule's parameter. */
typedef struct TriConfigValue {
    TriConfigWord rule;
    TriConfigWord name;
    TriValue value;
} TriConfigValue;

/* Rules that do not count for the files of a pattern. */
typedef struct TriConfigIgnore {
    TriStr folder; /* that the pattern is relative to */
    TriStr pattern;
    TriConfigWords rules;
} TriConfigIgnore;

typedef struct TriConfigSuppression {
    TriStr folder;
    TriConfigWord rule;
    TriStr pattern;  /* of paths */
    TriStr resource; /* a pattern of names; empty: any */
    TriStr reason;
    TriStr expires;
} TriConfigSuppression;

/* Patterns of names, relative to the folder they were written in. */
typedef struct TriConfigPatterns {
    TriStr folder;
    TriConfigWords words;
} TriConfigPatterns;

typedef struct TriConfig {
    TriStr path;   /* absolute; of --set empty */
    TriStr folder; /* absolute */
    TriConfigWord root;
    unsigned profile;   /* a TriProfile; 0: not said */
    TriLevel undecided; /* TRI_LEVEL_COUNT: not said */
    TriLevel fail_on;
    TriConfigWords select;
    TriConfigWords extend;
    TriConfigWords ignore;
    TriConfigWords rules;
    TriConfigPatterns exclude;
    TriConfigPatterns include;
    TriConfigWord context; /* a file, or the text of an object */
    TRI_LIST(TriConfigLevel) levels;
    TriConfigWords set_rules; /* rules that have settings, if none */
    TRI_LIST(TriConfigValue) values;
    TRI_LIST(TriConfigIgnore) ignores;
    TRI_LIST(TriConfigSuppression) suppressions;
    TriConfigWords origins; /* keys, and where each was written */
} TriConfig;

/* The names of configuration files, in the order that they count. */
extern const TriStr tri_config_names[2];

bool tri_is_config_name(TriStr name);

/*
 * Reads `path`, absolute, and what it extends. The error tells file, line and column.
 * The file and those that it names must stand below `within`, a folder without links:
 * who wrote it must not make its reader open other files. Empty: anywhere.
 */
TriStatus tri_config_read(TriArena *arena, TriStr path, TriStr within,
                          const TriConfig **config, TriError *error);

/* The same of a text that stands at `path`. */
TriStatus tri_config_parse(TriArena *arena, TriStr path, TriStr text,
                           const TriConfig **config, TriError *error);

/*
 * Reads what --set says, words such as "undecided=error" or
 * "rule.client-cert-enabled.slots=false": a value that is no JSON is text.
 */
TriStatus tri_config_set(TriArena *arena, TriStr folder, const TriStrList *words,
                         const TriConfig **config, TriError *error);

/* `over` on top of `under`; either may be NULL. */
const TriConfig *tri_config_join(TriArena *arena, const TriConfig *under,
                                 const TriConfig *over);

/* The path of a configuration as people know it: from the working directory on, if it
   is below. */
TriStr tri_config_shown_path(TriArena *arena, TriStr path);

/* The words, without where they were written. */
TriStrList tri_config_texts(TriArena *arena, const TriConfigWords *words);

/* Where `key` was written; empty: nowhere. */
TriWritten tri_config_origin(const TriConfig *config, TriStr key);

/* Whether a pattern that was written in `folder` is for the file `path`, absolute. One
   without a slash is for names in any folder below, one that ends in a slash for all
   that is in such a folder. */
bool tri_config_matches(TriStr folder, TriStr pattern, TriStr path);

#endif
