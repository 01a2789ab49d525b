/* check.c: what the checks of all kinds share. */
#include "file/check.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool
check_write(int fd, const void *bytes, size_t len)
{
	const uint8_t *b = bytes;
	ssize_t n;

	while (len > 0) {
		n = write(fd, b, len);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			b += n;
			len -= (size_t)n;
		}
	}
	return true;
}

const uint8_t *
check_map(int fd, size_t *len)
{
	struct stat st;
	void *bytes;

	if (fstat(fd, &st) != 0 || st.st_size <= 0)
		return NULL;
	*len = (size_t)st.st_size;
	bytes = mmap(NULL, *len, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
	return bytes == MAP_FAILED ? NULL : bytes;
}

void
check_unmap(const uint8_t *bytes, size_t len)
{
	munmap((void *)(uintptr_t)bytes, len);
}

bool
check_pixels(struct checked *c, int64_t width, int64_t height)
{
	if (width < 1 || height < 1)
		c->trouble = TROUBLE_BROKEN;
	else if (width > INT32_MAX / height ||
	    width * height > FILE_MEGAPIXELS_MAX * INT64_C(1000000))
		c->trouble = TROUBLE_PIXELS;
	return c->trouble != TROUBLE_NONE;
}
