// expect: ok
// exhausted: yes
// std: c17
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct part {
  int *from;
  size_t n;
};

static int ascending(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}

static void *sort_part(void *arg) {
  struct part *p = arg;
  qsort(p->from, p->n, sizeof(int), ascending);
  return NULL;
}

int main(void) {
  int v[8] = {8, 3, 5, 1, 9, 2, 7, 4};
  struct part low = {v, 4}, high = {v + 4, 4};
  pthread_t t;
  pthread_create(&t, NULL, sort_part, &low);
  sort_part(&high);
  pthread_join(t, NULL);
  int *copy = malloc(sizeof v);
  memcpy(copy, v, sizeof v);
  qsort(copy, 8, sizeof(int), ascending);
  int bad = copy[0] != 1 || copy[7] != 9 || v[0] != 1 || v[4] != 2;
  free(copy);
  return bad;
}
