# Completion of tricep in fish. Made by 'tricep completions fish'.

function __tricep_at_first
    test (count (commandline -opc)) -eq 1
end

# Whether the command at hand is one of these.
function __tricep_of
    set -l words (commandline -opc)
    set -l command lint
    if set -q words[2]; and contains -- $words[2] $__tricep_commands
        set command $words[2]
    end
    contains -- $command $argv
end

# What there is of the value at the cursor.
function __tricep_typed
    string replace -r -- '^(--[a-z-]+=|-[a-z0-9](?=.))' '' (commandline -ct)
end

# What stands before the last comma of it, which stays.
function __tricep_kept
    string replace -r -- '[^,]*$' '' (__tricep_typed)
end

function __tricep_words
    printf '%s\n' (__tricep_kept)$argv
end

function __tricep_formats
    set -l typed (__tricep_typed)
    set -l kept (string replace -r -- '[^,=]*$' '' $typed)
    if string match -q -- '*=' $kept
        for path in (__fish_complete_path (string replace -r -- '^.*=' '' $typed))
            echo $kept$path
        end
    else
        __tricep_words $argv
    end
end

function __tricep_rule
    set -l words (commandline -opc)
    $words[1] rules -f names 2>/dev/null
end

function __tricep_rules
    printf '%s\n' (__tricep_kept)(__tricep_rule)
end

function __tricep_rule_level
    set -l rule (string match -r -- '^[^=]+=' (__tricep_typed))
    if test -n "$rule"
        printf '%s\n' $rule$argv
    else
        __tricep_rule | string replace -r '\t' '=\t'
    end
end

function __tricep_commit
    git for-each-ref --format='%(refname:short)' 2>/dev/null
end

set -g __tricep_commands lint expand eval merge rules config explain help completions version

complete -c tricep -f
complete -c tricep -n __tricep_at_first -f -a lint -d 'Judge ARM templates and Bicep by the rules'
complete -c tricep -n '__tricep_of lint' -r -F
complete -c tricep -n __tricep_at_first -f -a expand -d 'Print every resource that a template deploys, evaluated, as JSON'
complete -c tricep -n '__tricep_of expand' -r -F
complete -c tricep -n __tricep_at_first -f -a eval -d 'Print the value of one template expression as JSON'
complete -c tricep -n '__tricep_of eval' -x
complete -c tricep -n __tricep_at_first -f -a merge -d 'Make one report of those of many shards'
complete -c tricep -n '__tricep_of merge' -r -F
complete -c tricep -n __tricep_at_first -f -a rules -d 'List the rules'
complete -c tricep -n __tricep_at_first -f -a config -d 'Tell which settings hold for a file, and where each comes from'
complete -c tricep -n '__tricep_of config' -r -F
complete -c tricep -n __tricep_at_first -f -a explain -d 'Tell what a rule is about, why it matters and how to mend what it finds'
complete -c tricep -n '__tricep_of explain' -x -a '(__tricep_rule)'
complete -c tricep -n __tricep_at_first -f -a help -d 'Print help, of the program or of a command'
complete -c tricep -n '__tricep_of help' -x -a 'lint expand eval merge rules config explain help completions version'
complete -c tricep -n __tricep_at_first -f -a completions -d 'Print the script that teaches a shell to complete'
complete -c tricep -n '__tricep_of completions' -x -a 'bash zsh fish'
complete -c tricep -n __tricep_at_first -f -a version -d 'Print the version'
complete -c tricep -n '__tricep_of lint' -l stdin-filename -x -d 'the name, and with it the folder, of the template on standard input'
complete -c tricep -n '__tricep_of eval' -l template -r -F -d 'take parameters, variables and functions from this template'
complete -c tricep -n '__tricep_of lint expand eval' -l root -x -a '(__fish_complete_directories)' -d 'paths in reports are relative to this folder, and links stay below it'
complete -c tricep -n '__tricep_of lint' -l files-from -r -F -d 'lint the files named in FILE too, one a line; - is standard input'
complete -c tricep -n '__tricep_of lint' -l null -s 0 -d 'names of --files-from end in NUL'
complete -c tricep -n '__tricep_of lint' -l git-ref -x -a '(__tricep_commit)' -d 'lint what the repositories PATH have at this commit; they may be bare'
complete -c tricep -n '__tricep_of lint' -l exclude -x -d 'leave out paths that match, unless they are named'
complete -c tricep -n '__tricep_of lint' -l include -x -d 'look at files that match too, whatever their ending'
complete -c tricep -n '__tricep_of lint' -l force-exclude -d 'leave out named files too, when --exclude matches'
complete -c tricep -n '__tricep_of lint' -l no-ignore -d 'look into hidden and ignored folders and files too, but not into .git'
complete -c tricep -n '__tricep_of lint' -l no-prefilter -d 'parse every file; the reports are the same, later'
complete -c tricep -n '__tricep_of lint' -l jobs -s j -x -d 'work on so many files at a time'
complete -c tricep -n '__tricep_of lint' -l shard -x -d 'lint part K of N, by repository; auto: as the job array, or the parallel jobs, that this runs in say. \'tricep merge\' makes one report of them'
complete -c tricep -n '__tricep_of lint' -l shard-weights -r -F -d 'make the parts equally heavy by this file: lines of a weight and the path of a repository, as du prints them'
complete -c tricep -n '__tricep_of lint' -l parameters -r -F -d 'use this parameter file instead of those beside the template; may be repeated, each is one deployment'
complete -c tricep -n '__tricep_of expand eval' -l parameters -r -F -d 'take parameter values from this file'
complete -c tricep -n '__tricep_of lint' -l no-parameters -d 'use no parameter files, only the defaults'
complete -c tricep -n '__tricep_of lint expand eval' -l context -r -F -d 'a JSON object that tells what subscription(), resourceGroup() and the like return'
complete -c tricep -n '__tricep_of lint expand eval' -l module-cache -x -a '(__fish_complete_directories)' -d 'folder of restored Bicep modules'
complete -c tricep -n '__tricep_of lint config' -l config -r -F -d 'this configuration for everything'
complete -c tricep -n '__tricep_of lint config' -l isolated -d 'read no configuration'
complete -c tricep -n '__tricep_of lint config' -l set -x -d 'one key on top of the configuration'
complete -c tricep -n '__tricep_of lint rules config' -l profile -x -a 'default strict azure-policy cis' -d 'the set of rules that the next options change'
complete -c tricep -n '__tricep_of lint config' -l select -x -a '(__tricep_rules)' -d 'judge by these rules only: ids, aliases such as CKV_AZURE_17, tag:TAG or ALL'
complete -c tricep -n '__tricep_of lint config' -l extend-select -x -a '(__tricep_rules)' -d 'judge by these rules too'
complete -c tricep -n '__tricep_of lint config' -l ignore -x -a '(__tricep_rules)' -d 'leave out these rules, or findings such as duplicate-member'
complete -c tricep -n '__tricep_of lint rules config explain' -l rules -r -F -d 'judge by the rules in this file, or in the files of this folder, too; may be repeated'
complete -c tricep -n '__tricep_of lint config' -l level -x -a '(__tricep_rule_level off info warning error)' -d 'another level for a rule or a finding; may be repeated'
complete -c tricep -n '__tricep_of lint' -l diff-base -x -a '(__tricep_commit)' -d 'report only what the merge base of this commit and HEAD has not; auto: the branch that the CI system says a pull request goes to; all, where it says none'
complete -c tricep -n '__tricep_of lint' -l baseline -r -F -d 'findings in this file are known: they are not reported and do not fail'
complete -c tricep -n '__tricep_of lint' -l no-inline-suppressions -d 'report what comments and metadata in the files suppress'
complete -c tricep -n '__tricep_of lint' -l report-unused-suppressions -d 'report suppressions that suppress nothing'
complete -c tricep -n '__tricep_of lint' -l today -x -d 'the day that suppressions expire by'
complete -c tricep -n '__tricep_of lint' -l update-baseline -d 'write all findings of this run to the baseline; known ones of files that cannot be read stay'
complete -c tricep -n '__tricep_of lint' -l prune-baseline -d 'remove from the baseline what is not found any more'
complete -c tricep -n '__tricep_of lint config' -l undecided -x -a 'off info warning error' -d 'level of what cannot be decided before deployment'
complete -c tricep -n '__tricep_of lint' -l fail-on -x -a 'never info warning error' -d 'exit with 1 for findings from this level on'
complete -c tricep -n '__tricep_of merge' -l fail-on -x -a 'never info warning error' -d 'exit with 1 for findings from this level on'
complete -c tricep -n '__tricep_of lint merge' -l format -s f -x -a '(__tricep_formats azure full github gitlab html json jsonl junit markdown sarif text)' -d 'write a report, to standard output (-) or FILE; may be repeated'
complete -c tricep -n '__tricep_of lint merge' -l sarif-category -x -d 'tells several SARIF uploads of one commit apart'
complete -c tricep -n '__tricep_of lint merge' -l sarif-all-rules -d 'tell in SARIF of all rules, not just of those looked for'
complete -c tricep -n '__tricep_of lint merge' -l sarif-snippets -d 'put the lines that findings are on into SARIF'
complete -c tricep -n '__tricep_of lint merge' -l summary -d 'add the Markdown report to the file that GITHUB_STEP_SUMMARY names'
complete -c tricep -n '__tricep_of lint merge' -l junit-strict -d 'leave out of JUnit what its schemas do not know'
complete -c tricep -n '__tricep_of lint merge' -l output -s o -r -F -d 'the file of the last --format that has none'
complete -c tricep -n '__tricep_of lint' -l show -x -a '(__tricep_words pass not-deployed suppressed all)' -d 'report these results as well'
complete -c tricep -n '__tricep_of lint merge' -l show-end -d 'tell in text where findings end: PATH:LINE:COL:ENDLINE:ENDCOL'
complete -c tricep -n '__tricep_of lint merge' -l color -x -a 'auto always never' -d 'use colour'
complete -c tricep -n '__tricep_of lint' -l min-level -x -a 'info warning error' -d 'report no findings below this level; they count for --fail-on'
complete -c tricep -n '__tricep_of lint merge' -l statistics -d 'say how many results each rule has'
complete -c tricep -n '__tricep_of lint' -l stats -d 'say how much time, files, bytes and memory the run took'
complete -c tricep -n '__tricep_of lint' -l progress -x -a 'auto always never' -d 'show how far the run is; auto: on a terminal, unless CI is set'
complete -c tricep -n '__tricep_of lint' -l verbose -s v -d 'say what is judged, what is passed over and why, and which configurations hold'
complete -c tricep -n '__tricep_of lint merge' -l quiet -s q -d 'only reports and trouble: no summary, no word on named files that are no templates'
complete -c tricep -n '__tricep_of expand' -l type -x -d 'print only resources of this type, as in \'Microsoft.Web/*\''
complete -c tricep -n '__tricep_of lint' -l watch -d 'lint again whenever something that was read has changed, until Ctrl-C'
complete -c tricep -n '__tricep_of config' -l show -d 'print the settings'
complete -c tricep -n '__tricep_of rules' -l format -s f -x -a 'text json markdown names' -d 'how the list is printed'
complete -c tricep -n '__tricep_of help' -l format -s f -x -a 'text man markdown' -d 'how the help is printed; man and markdown tell of all commands'
complete -c tricep -n '__tricep_of lint expand eval merge rules config explain help completions version' -l help -s h -f -a 'all' -d 'print help: the usual options, or all'
complete -c tricep -n '__tricep_of lint expand eval merge rules config explain help completions version' -l version -d 'print the version'
