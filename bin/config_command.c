/* config_command.c: kithctl config, kithctl keys. */
#include <stdio.h>

#include "base/config.h"
#include "base/key.h"
#include "commands.h"

int
config_command(int argc, char **argv)
{
	if (argc != 1)
		return ctl_usage(argv);
	config_print_model(stdout);
	return CTL_GOOD;
}

int
keys_command(int argc, char **argv)
{
	if (argc != 1)
		return ctl_usage(argv);
	return key_make_all(ctl_programs) ? CTL_GOOD : CTL_BAD;
}
