// expect: data-race
// lines: 14 15
// std: c17
#include <pthread.h>
#include <stdlib.h>

struct table {
  int rows;
};

static struct table *the_table;

static struct table *get_table(void) {
  if (!the_table) {
    the_table = malloc(sizeof *the_table);
    the_table->rows = 12;
  }
  return the_table;
}

static void *user(void *arg) {
  return get_table()->rows == 12 ? NULL : arg;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, user, NULL);
  pthread_create(&b, NULL, user, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  free(the_table);
  return 0;
}
