/* What the processor's own instructions find is what a plain loop finds. */
#include "lint/marks.h"

#include <criterion/criterion.h>

#include <stdlib.h>

enum { MOST = 3 };

/* Each byte apart: what stands in one text is found at the same place in another. */
static size_t all_marks(TriFindMarks *find, TriStr text, size_t *places)
{
    size_t found = 0;
    size_t count;

    for (size_t at = 0; at < text.size; at += count * TRI_MARKS_BLOCK) {
        uint64_t marks[MOST];

        count = tri_marks(find, text, at, marks, MOST);
        for (size_t i = 0; i < count * TRI_MARKS_BLOCK; i++) {
            if ((marks[i / TRI_MARKS_BLOCK] >> i % TRI_MARKS_BLOCK & 1) != 0) {
                places[found++] = at + i;
            }
        }
    }
    return found;
}

Test(lint_marks, are_slashes_expressions_and_escapes)
{
    TriStr text = TRI_STR("/ \"[ [ \\u \\n u\"\\[/");
    size_t places[20];

    cr_assert_eq(all_marks(tri_marks_plainly, text, places), 4);
    cr_expect_eq(places[0], 0);
    cr_expect_eq(places[1], 3);
    cr_expect_eq(places[2], 7);
    cr_expect_eq(places[3], 17);
}

/* In memory of its own size, so that reading past it is seen. */
static TriStr random_text(size_t size)
{
    static const char bytes[] = "/\"[\\u an{\n";
    char *data = malloc(size);

    for (size_t i = 0; i < size; i++) {
        data[i] = bytes[(size_t)rand() % (sizeof bytes - 1)];
    }
    return tri_str(data, size);
}

Test(lint_marks, are_the_same_on_every_processor)
{
    enum { LONGEST = 6 * TRI_MARKS_BLOCK };

    srand(1);
    for (size_t size = 1; size <= LONGEST; size++) {
        size_t plain[LONGEST + TRI_MARKS_BLOCK];
        size_t fast[LONGEST + TRI_MARKS_BLOCK];
        TriStr text = random_text(size);
        size_t count = all_marks(tri_marks_plainly, text, plain);

        cr_assert_eq(all_marks(tri_marks_fastest(), text, fast), count, "%zu bytes",
                     size);
        cr_expect_arr_eq(fast, plain, count * sizeof *plain, "%zu bytes", size);
        cr_expect(count == 0 || plain[count - 1] < size, "%zu bytes", size);
        free((void *)(uintptr_t)text.data);
    }
}
