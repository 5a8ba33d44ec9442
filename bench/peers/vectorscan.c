// Looks for a list of literals in files with Vectorscan (or Hyperscan) and counts the lines
// that hold one, as `rg -c` does:
//
//	vectorscan compile LIST DATABASE          compiles one literal a line, in any case
//	vectorscan scan DATABASE THREADS FILE...  scans mapped files in blocks of whole lines
//
// Both print a line of JSON: seconds of the clock and of the processor, lines hit, the version.
#include <fcntl.h>
#include <hs/hs.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 };

static void die(const char *what) {
	fprintf(stderr, "vectorscan: %s\n", what);
	exit(2);
}

static double seconds(struct timeval t) { return t.tv_sec + t.tv_usec / 1e6; }

static double wall(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static double cpu(void) {
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return seconds(u.ru_utime) + seconds(u.ru_stime);
}

static void report(double began, double used, long hits) {
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	printf("{\"wall\":%f,\"cpu\":%f,\"hits\":%ld,\"memory\":%ld,\"version\":\"%.20s\"}\n", wall() - began, cpu() - used, hits, u.ru_maxrss * 1024, hs_version());
}

// A text is a file in memory.
struct text {
	char *data;
	size_t size;
};

static struct text map(const char *name) {
	struct text t = {0};
	struct stat s;
	int fd = open(name, O_RDONLY);
	if (fd < 0 || fstat(fd, &s) < 0)
		die(name);
	t.size = s.st_size;
	t.data = mmap(NULL, t.size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (t.data == MAP_FAILED)
		die(name);
	close(fd);
	return t;
}

static int compile(const char *list, const char *database) {
	struct text t = map(list);
	size_t n = 0, lines = 0;
	for (size_t i = 0; i < t.size; i++)
		lines += t.data[i] == '\n';
	const char **literals = calloc(lines, sizeof *literals);
	size_t *lengths = calloc(lines, sizeof *lengths);
	unsigned *flags = calloc(lines, sizeof *flags), *ids = calloc(lines, sizeof *ids);
	for (char *p = t.data, *end = p + t.size; p < end;) {
		char *stop = memchr(p, '\n', end - p);
		if (!stop)
			break;
		literals[n] = p, lengths[n] = stop - p, ids[n] = n, flags[n] = HS_FLAG_CASELESS;
		n++, p = stop + 1;
	}
	double began = wall(), used = cpu();
	hs_database_t *db;
	hs_compile_error_t *error;
	if (hs_compile_lit_multi(literals, flags, ids, lengths, n, HS_MODE_BLOCK, NULL, &db, &error) != HS_SUCCESS)
		die(error->message);
	report(began, used, 0);
	char *bytes;
	size_t size;
	if (hs_serialize_database(db, &bytes, &size) != HS_SUCCESS)
		die("cannot serialise");
	FILE *f = fopen(database, "wb");
	if (!f || fwrite(bytes, 1, size, f) != size || fclose(f))
		die(database);
	return 0;
}

// Work is what the threads share: files, and how far they have been taken.
static struct {
	pthread_mutex_t lock;
	struct text *files;
	int count, file;
	size_t at;
	hs_database_t *db;
	long hits;
} work = {.lock = PTHREAD_MUTEX_INITIALIZER};

// take gives the next block of whole lines.
static struct text take(void) {
	struct text block = {0};
	pthread_mutex_lock(&work.lock);
	if (work.file < work.count) {
		struct text f = work.files[work.file];
		size_t end = work.at + BLOCK;
		char *stop = end < f.size ? memchr(f.data + end, '\n', f.size - end) : NULL;
		end = stop ? (size_t)(stop - f.data) + 1 : f.size;
		block.data = f.data + work.at, block.size = end - work.at;
		work.at = end;
		if (end == f.size)
			work.file++, work.at = 0;
	}
	pthread_mutex_unlock(&work.lock);
	return block;
}

// A count is what one thread found: lines, and where the last of them ends in the block.
struct count {
	struct text block;
	size_t end;
	long lines;
};

static int hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
	struct count *c = context;
	if (to > c->end) {
		char *stop = memchr(c->block.data + to - 1, '\n', c->block.size - to + 1);
		c->end = stop ? (size_t)(stop - c->block.data) + 1 : c->block.size;
		c->lines++;
	}
	return 0;
}

static void *scan_blocks(void *unused) {
	hs_scratch_t *scratch = NULL;
	if (hs_alloc_scratch(work.db, &scratch) != HS_SUCCESS)
		die("no memory");
	struct count c = {0};
	while ((c.block = take()).size > 0) {
		c.end = 0;
		if (hs_scan(work.db, c.block.data, c.block.size, 0, scratch, hit, &c) != HS_SUCCESS)
			die("cannot scan");
	}
	pthread_mutex_lock(&work.lock);
	work.hits += c.lines;
	pthread_mutex_unlock(&work.lock);
	return unused;
}

static int scan(const char *database, int threads, char **names, int count) {
	struct text t = map(database);
	if (hs_deserialize_database(t.data, t.size, &work.db) != HS_SUCCESS)
		die(database);
	double began = wall(), used = cpu();
	work.files = calloc(count, sizeof *work.files);
	work.count = count;
	for (int i = 0; i < count; i++)
		work.files[i] = map(names[i]);
	pthread_t *all = calloc(threads, sizeof *all);
	for (int i = 0; i < threads; i++)
		if (pthread_create(&all[i], NULL, scan_blocks, NULL))
			die("no thread");
	for (int i = 0; i < threads; i++)
		pthread_join(all[i], NULL);
	report(began, used, work.hits);
	return 0;
}

int main(int argc, char **argv) {
	if (argc == 4 && !strcmp(argv[1], "compile"))
		return compile(argv[2], argv[3]);
	if (argc > 4 && !strcmp(argv[1], "scan") && atoi(argv[3]) > 0)
		return scan(argv[2], atoi(argv[3]), argv + 4, argc - 4);
	die("usage: vectorscan compile LIST DATABASE | scan DATABASE THREADS FILE...");
}
