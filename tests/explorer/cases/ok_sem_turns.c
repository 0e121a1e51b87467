// expect: ok
// exhausted: yes
// interleavings: 1
// std: c17
// about: strict turns with two semaphores: only one order is possible
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

static sem_t ping_turn, pong_turn;
static char game[64];

static void *ping(void *arg) {
  (void)arg;
  for (int i = 0; i < 3; i++) {
    sem_wait(&ping_turn);
    strcat(game, "ping ");
    sem_post(&pong_turn);
  }
  return NULL;
}

static void *pong(void *arg) {
  (void)arg;
  for (int i = 0; i < 3; i++) {
    sem_wait(&pong_turn);
    strcat(game, "pong ");
    sem_post(&ping_turn);
  }
  return NULL;
}

int main(void) {
  pthread_t a, b;
  sem_init(&ping_turn, 0, 1);
  sem_init(&pong_turn, 0, 0);
  pthread_create(&a, NULL, ping, NULL);
  pthread_create(&b, NULL, pong, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  sem_destroy(&ping_turn);
  sem_destroy(&pong_turn);
  puts(game);
  return strcmp(game, "ping pong ping pong ping pong ") != 0;
}
