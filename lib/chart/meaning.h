/* meaning.h: common tests in plain words. */
#ifndef KITH_MEANING_H
#define KITH_MEANING_H

struct meaning {
	const char *code;	/* LOINC */
	const char *plain;	/* "Red cell size (MCV)" */
	const char *about;	/* "How large red blood cells are" */
};

/* What the test with this LOINC code is; NULL if it is not a common one. */
const struct meaning *meaning_of(const char *code);

#endif
