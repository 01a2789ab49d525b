/* routes_command.c: kithctl routes. */
#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "commands.h"

/* The words of a program's line: see route_print_all(). */
enum { METHOD, PATH, AREA, HANDLER, PARAMETERS, WORDS };

static const char *const names[] = {
	[METHOD] = "method", [PATH] = "path", [AREA] = "area",
	[HANDLER] = "handler", [PARAMETERS] = "parameters",
};

static bool
cut(char *line, char *word[WORDS])
{
	char *rest = line;
	int n = 0;

	while (n < WORDS && (word[n] = strsep(&rest, " ")) != NULL)
		if (*word[n] != '\0')
			n++;
	return n == WORDS;
}

/* "email:email,password:secret" as [{"name": ..., "type": ...}]; "-" as []. */
static cJSON *
parameters_of(char *text)
{
	cJSON *list = cJSON_CreateArray(), *o;
	char *one;

	if (strcmp(text, "-") == 0)
		return list;
	while ((one = strsep(&text, ",")) != NULL) {
		o = cJSON_CreateObject();
		cJSON_AddStringToObject(o, "name", strsep(&one, ":"));
		cJSON_AddStringToObject(o, "type", one == NULL ? "" : one);
		cJSON_AddItemToArray(list, o);
	}
	return list;
}

static void
add_route(cJSON *list, const char *program, char *word[WORDS])
{
	cJSON *o = cJSON_CreateObject();
	int i;

	if (o == NULL)
		die("out of memory");
	cJSON_AddStringToObject(o, "program", program);
	for (i = METHOD; i < PARAMETERS; i++)
		cJSON_AddStringToObject(o, names[i], word[i]);
	cJSON_AddItemToObject(o, names[PARAMETERS],
	    parameters_of(word[PARAMETERS]));
	cJSON_AddItemToArray(list, o);
}

/* Add what a program answers to the list, or print it if there is none. */
static bool
read_program(const void *ctx, const char *dir, const char *program,
    cJSON *list)
{
	const char *argv[] = { mem_fmt(ctx, "%s/%s", dir, program),
	    "--routes", NULL };
	char *word[WORDS], *line, *text;
	int status;

	text = ctl_run(ctx, argv, &status);
	if (status != 0) {
		fprintf(stderr, "kithctl routes: %s failed\n", argv[0]);
		return false;
	}
	while ((line = strsep(&text, "\n")) != NULL && *line != '\0') {
		if (list == NULL)
			printf("%-8s %s\n", program, line);
		else if (cut(line, word))
			add_route(list, program, word);
	}
	return true;
}

static int
list_routes(const void *ctx, const char *dir, cJSON *list)
{
	const char *const *program = ctl_program_names(ctx, dir);

	if (*program == NULL) {
		fprintf(stderr, "kithctl routes: no programs in %s\n", dir);
		return CTL_BAD;
	}
	for (; *program != NULL; program++)
		if (!read_program(ctx, dir, *program, list))
			return CTL_BAD;
	return CTL_GOOD;
}

int
routes_command(int argc, char **argv)
{
	const char *dir = NULL;
	int json = 0, status;
	const struct ctl_option options[] = {
		{ .name = "--json", .flag = &json },
		{ .name = "--programs", .value = &dir },
		{ .name = NULL }
	};
	cJSON *list;
	void *ctx;

	if (ctl_options(argc, argv, options) != 0)
		return ctl_usage(argv);
	ctx = mem_context(NULL);
	list = json ? cJSON_CreateArray() : NULL;
	status = list_routes(ctx, ctl_program_dir(ctx, dir), list);
	if (json && status == CTL_GOOD)
		puts(cJSON_Print(list));
	cJSON_Delete(list);
	talloc_free(ctx);
	return status;
}
