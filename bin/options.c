/* options.c: the options of a command of kithctl. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "commands.h"

/* Whether word is the option, alone or with "=VALUE" after it. */
static int
is_option(const struct ctl_option *o, const char *word)
{
	size_t n = strlen(o->name);

	return strncmp(word, o->name, n) == 0 &&
	    (word[n] == '\0' || (word[n] == '=' && o->flag == NULL));
}

static const struct ctl_option *
option_of(const struct ctl_option *o, const char *word)
{
	for (; o->name != NULL; o++)
		if (is_option(o, word))
			return o;
	return NULL;
}

static void
append(const char ***list, const char *value)
{
	size_t n = 0;

	while (*list != NULL && (*list)[n] != NULL)
		n++;
	*list = talloc_realloc(NULL, *list, const char *, (unsigned)n + 2);
	if (*list == NULL)
		die("out of memory");
	(*list)[n] = value;
	(*list)[n + 1] = NULL;
}

/* Store an option's value. Return how many words it took, 0 if it lacks one. */
static int
take(const struct ctl_option *o, const char *word, const char *next)
{
	const char *value = next, *equals = strchr(word, '=');

	if (o->flag != NULL) {
		*o->flag = 1;
		return 1;
	}
	if (equals != NULL)
		value = equals + 1;
	if (value == NULL)
		return 0;
	if (o->value != NULL)
		*o->value = value;
	else
		append(o->list, value);
	return equals != NULL ? 1 : 2;
}

int
ctl_options(int argc, char **argv, const struct ctl_option *options)
{
	const struct ctl_option *o;
	int i, taken, words = 0;

	for (i = 1; i < argc; i += taken) {
		taken = 1;
		if (strcmp(argv[i], "--") == 0)
			break;
		if (strncmp(argv[i], "--", 2) != 0) {
			argv[++words] = argv[i];
			continue;
		}
		o = option_of(options, argv[i]);
		if (o != NULL)
			taken = take(o, argv[i], argv[i + 1]);
		if (o == NULL || taken == 0) {
			fprintf(stderr, "kithctl %s: %s %s\n", argv[0], argv[i],
			    o == NULL ? "is not known" : "needs a value");
			return -1;
		}
	}
	for (i++; i < argc; i++)
		argv[++words] = argv[i];
	argv[words + 1] = NULL;
	return words;
}
