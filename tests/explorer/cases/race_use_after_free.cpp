// expect: data-race
// lines: 14 16
// about: SCHEDULES case 11: main frees what the thread still uses
#include <thread>

struct Job {
  int input = 3;
  int output = 0;
};

int main() {
  Job* job = new Job;
  std::thread worker([job] {
    job->output = job->input * 2;
  });
  delete job;
  worker.join();
}
