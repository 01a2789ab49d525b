/* growth_table.h: the tables behind growth.h, inside lib/chart only. */
#ifndef KITH_GROWTH_TABLE_H
#define KITH_GROWTH_TABLE_H

struct growth_row {
	double months;
	double boy_l, boy_m, boy_s, girl_l, girl_m, girl_s;
};

/* By age; ended by a row whose medians are 0. */
extern const struct growth_row who_weight[];
extern const struct growth_row who_height[];
extern const struct growth_row who_head[];
extern const struct growth_row cdc_weight[];
extern const struct growth_row cdc_height[];
extern const struct growth_row cdc_bmi[];
extern const struct growth_row cdc_head[];

#endif
