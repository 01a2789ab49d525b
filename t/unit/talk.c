/* Until when an answer is promised; numbers of payment cards. */
#include <string.h>

#include "talk/talk.h"
#include "unit.h"

static char out[WHEN_MAX];

static int64_t
at(const char *sql)
{
	int64_t instant = 0;

	assert_true(when_from_sql(sql, &instant));
	return instant;
}

/* The promise in the practice's words, with one closed day or none. */
static const char *
due(const char *from, int64_t hours, const char *closed)
{
	struct day d;

	if (closed != NULL)
		assert_true(when_read_day(closed, &d));
	return when_sql(talk_due_after(at(from), hours, &d, closed != NULL),
	    out);
}

static void
s137_a_weekend_does_not_count(void **state)
{
	(void)state;
	/* Tuesday, 10 AM in New York. */
	assert_string_equal(due("2026-11-17 15:00:00", 24, NULL),
	    "2026-11-18 15:00:00");
	/* Friday, 3 PM: the rest of it, Monday, and Tuesday until 3 PM. */
	assert_string_equal(due("2026-11-20 20:00:00", 48, NULL),
	    "2026-11-24 20:00:00");
	/* Written on Saturday and Sunday: from Monday's midnight on. */
	assert_string_equal(due("2026-11-21 17:00:00", 24, NULL),
	    "2026-11-24 05:00:00");
	assert_string_equal(due("2026-11-23 04:59:59", 24, NULL),
	    "2026-11-24 05:00:00");
}

static void
s137_a_holiday_does_not_count(void **state)
{
	(void)state;
	/* Wednesday noon before Thanksgiving. */
	assert_string_equal(due("2026-11-25 17:00:00", 48, "2026-11-26"),
	    "2026-11-30 17:00:00");
	assert_string_equal(due("2026-11-26 17:00:00", 24, "2026-11-26"),
	    "2026-11-28 05:00:00");
}

/* The clocks change on Sundays, which do not count: 3 PM stays 3 PM. */
static void
s137_a_change_of_the_clock_moves_nothing(void **state)
{
	(void)state;
	assert_string_equal(due("2026-03-06 20:00:00", 24, NULL),
	    "2026-03-09 19:00:00");
	assert_string_equal(due("2026-10-30 19:00:00", 24, NULL),
	    "2026-11-02 20:00:00");
}

static void
s137_a_promise_that_ends_at_midnight_ends_with_its_day(void **state)
{
	(void)state;
	assert_string_equal(due("2026-11-16 05:00:00", 24, NULL),
	    "2026-11-17 05:00:00");
	/* Friday's midnight, not Monday's. */
	assert_string_equal(due("2026-11-20 05:00:00", 24, NULL),
	    "2026-11-21 05:00:00");
	assert_string_equal(due("2026-11-20 17:00:00", 0, NULL),
	    "2026-11-20 17:00:00");
}

static void
io_24_a_card_number_is_found(void **state)
{
	static const char *const cards[] = { "4111111111111111",
	    "4111 1111 1111 1111", "4111-1111-1111-1111",
	    "4111 - 1111 - 1111 - 1111", "4222222222222",
	    "My card is 5555 5555 5555 4444, please charge it.",
	    "2223 0031 2200 3222", "378282246310005", "3782 822463 10005",
	    "6011-1111-1111-1117", "3056 930902 5904", "30569309025904",
	    "3530111333300000", "6200000000000005", "6304 0000 0000 0000",
	    "card 4111111111111111 12 27 123", "123 4111 1111 1111 1111",
	    "4111 1111 1111 1111 0927", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
	    "41 11 11 11 11 11 11 11",
	    "4111\u00a01111\u00a01111\u00a01111",
	    "4111\u20131111\u20131111\u20131111",
	    "\uff14\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 "
	    "\uff11\uff11\uff11\uff11 \uff11\uff11\uff11\uff11",
	    "nr4111111111111111x" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cards) / sizeof(cards[0]); i++)
		if (!talk_has_card_number(cards[i]))
			fail_msg("not found: %s", cards[i]);
}

static void
io_24_other_numbers_are_not_a_card(void **state)
{
	static const char *const others[] = { "", "-", "4111",
	    "(802) 555-0142", "802-555-0142 802-555-0163",
	    "Call 413 555 0142 or 413 555 0143", "+1 802 555 0142",
	    "RB-100118", "RB-100118 RB-100602 RB-100417",
	    "2026-11-25 10:30", "2026-11-25 - 2026-12-04",
	    "11/25/2026 98.6 120/80 72", "Order 4111111111111112",
	    "4111 1111 1111 1112", "1234567890123456", "0000000000000000",
	    "9999 9999 9999 9995", "8901234567890123",
	    "4111 1111, 1111 1111", "4111 1111\n1111 1111",
	    "41111111111111111111", "378282246310006", "5555 5555 5555 444",
	    "411111111111" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (talk_has_card_number(others[i]))
			fail_msg("found: %s", others[i]);
}

static void
io_24_a_long_text_of_digits_ends(void **state)
{
	char text[5001];

	(void)state;
	memset(text, '7', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_false(talk_has_card_number(text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(s137_a_weekend_does_not_count),
		cmocka_unit_test(s137_a_holiday_does_not_count),
		cmocka_unit_test(s137_a_change_of_the_clock_moves_nothing),
		cmocka_unit_test(
		    s137_a_promise_that_ends_at_midnight_ends_with_its_day),
		cmocka_unit_test(io_24_a_card_number_is_found),
		cmocka_unit_test(io_24_other_numbers_are_not_a_card),
		cmocka_unit_test(io_24_a_long_text_of_digits_ends),
	};

	when_zone("America/New_York");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
