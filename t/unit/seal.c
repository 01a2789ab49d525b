/* seal.c: the digest of the audit chain and the signature of its heads. */
#include <sodium.h>
#include <string.h>

#include "auth/seal.h"
#include "base/text.h"
#include "unit.h"

static struct seal_row
row_of(const char *first, const char *second)
{
	struct seal_row row = { { NULL }, { 0 } };

	row.column[0] = (const uint8_t *)first;
	row.length[0] = strlen(first);
	if (second != NULL) {
		row.column[1] = (const uint8_t *)second;
		row.length[1] = strlen(second);
	}
	return row;
}

static void
digest_of(uint8_t digest[SEAL_DIGEST], const char *first, const char *second)
{
	struct seal_row row = row_of(first, second);

	memset(digest, 0, SEAL_DIGEST);
	seal_digest(digest, &row);
}

/* The format is for ever: a trail must be provable with any later version. */
static void
lg_04_the_format_stays(void **state)
{
	uint8_t digest[SEAL_DIGEST];
	void *ctx = mem_context(NULL);

	(void)state;
	digest_of(digest, "1", "a");
	assert_string_equal(text_hex(ctx, digest, SEAL_DIGEST),
	    "80c8da3a145f3d7b15c4e852058c8df3"
	    "dbdbe7f6aeeb1262749b41139a694306");
	talloc_free(ctx);
}

static void
lg_04_columns_can_not_run_into_each_other(void **state)
{
	uint8_t a[SEAL_DIGEST], b[SEAL_DIGEST];

	(void)state;
	digest_of(a, "ab", "c");
	digest_of(b, "a", "bc");
	assert_memory_not_equal(a, b, SEAL_DIGEST);
	digest_of(a, "a", "");
	digest_of(b, "a", NULL);
	assert_memory_not_equal(a, b, SEAL_DIGEST);
}

static void
lg_04_a_row_depends_on_the_one_before(void **state)
{
	struct seal_row row = row_of("1", NULL);
	uint8_t a[SEAL_DIGEST] = { 0 }, b[SEAL_DIGEST] = { 1 };

	(void)state;
	seal_digest(a, &row);
	seal_digest(b, &row);
	assert_memory_not_equal(a, b, SEAL_DIGEST);
}

static void
lg_05_any_change_of_a_head_breaks_its_signature(void **state)
{
	uint8_t public[crypto_sign_PUBLICKEYBYTES];
	uint8_t secret[crypto_sign_SECRETKEYBYTES];
	struct seal_head head = { .sequence = 7, .at = 1000 }, other;

	(void)state;
	crypto_sign_keypair(public, secret);
	seal_sign(&head, secret);
	assert_true(seal_is_signed(&head, public));
	other = head, other.sequence++;
	assert_false(seal_is_signed(&other, public));
	other = head, other.at++;
	assert_false(seal_is_signed(&other, public));
	other = head, other.digest[31] ^= 1;
	assert_false(seal_is_signed(&other, public));
	other = head, other.signature[0] ^= 1;
	assert_false(seal_is_signed(&other, public));
	public[0] ^= 1;
	assert_false(seal_is_signed(&head, public));
}

static int
set_up(void **state)
{
	(void)state;
	return sodium_init() < 0 ? -1 : 0;
}

/* Rows from before a column came keep their digest; a value can't be hidden. */
static void
lg_04_a_later_column_counts_where_it_is_set(void **state)
{
	uint8_t without[SEAL_DIGEST] = { 0 }, with[SEAL_DIGEST] = { 0 };
	struct seal_row row = row_of("1", NULL);

	(void)state;
	seal_digest(without, &row);
	row.column[SEAL_COLUMNS_AT_FIRST] = (const uint8_t *)"7";
	row.length[SEAL_COLUMNS_AT_FIRST] = 1;
	seal_digest(with, &row);
	assert_memory_not_equal(without, with, SEAL_DIGEST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lg_04_the_format_stays),
		cmocka_unit_test(lg_04_a_later_column_counts_where_it_is_set),
		cmocka_unit_test(lg_04_columns_can_not_run_into_each_other),
		cmocka_unit_test(lg_04_a_row_depends_on_the_one_before),
		cmocka_unit_test(
		    lg_05_any_change_of_a_head_breaks_its_signature),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
