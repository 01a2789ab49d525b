/* settings.c: settings for unit tests. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/config.h"
#include "unit.h"

void
unit_settings(const char *more)
{
	char path[] = "/tmp/kith-unit-XXXXXX";
	int fd = mkstemp(path);
	FILE *out = fdopen(fd, "w");

	assert_non_null(out);
	fprintf(out, "practice_name = Riverbend Family Medicine\n"
	    "practice_short_name = Riverbend\n"
	    "practice_phone = (802) 555-0142\n"
	    "support_phone = (802) 555-0163\n"
	    "support_email = help@riverbend.example\n"
	    "base_url = http://localhost:8080\n"
	    "mail_from = portal@riverbend.example\n"
	    "view_dir = %s/views\n"
	    "password_list = %s/lib/auth/common-passwords.txt\n%s",
	    KITH_SOURCE, KITH_SOURCE, more);
	fclose(out);
	config_read(path);
	unlink(path);
}
