// What a program holds at one moment.
#include "fixture.hpp"

namespace sandbox_test {

namespace {

using testing::Contains;
using testing::HasSubstr;

struct Holding {
  Inventory inventory;
  Facts facts;
};

Holding hold(const std::vector<std::string>& arguments) {
  Program program = behaviour("hold", arguments);
  program.conversation = true;
  Running running = sandbox().start(program, roomy());
  EXPECT_EQ(running.exchange(""), "");
  Inventory inventory = running.inventory();
  return {std::move(inventory), running.finish()};
}

Inventory inventory_of(const std::vector<std::string>& arguments) {
  Holding holding = hold(arguments);
  EXPECT_THAT(holding.facts, EndsWith(Cause::exited, 0));
  return holding.inventory;
}

}  // namespace

TEST(Inventory, OfAProgramThatHoldsNothing) {
  const Inventory inventory = inventory_of({"nothing"});
  EXPECT_EQ(inventory.threads, 0U);
  EXPECT_EQ(inventory.processes, 0U);
  EXPECT_EQ(inventory.zombies, 0U);
  // In a chroot the kernel shows the whole path.
  EXPECT_THAT(inventory.descriptors, testing::ElementsAre(testing::EndsWith("/dev/null")));
  EXPECT_THAT(inventory.shared_mappings, testing::IsEmpty());
  EXPECT_THAT(inventory.named_objects, testing::IsEmpty());
  EXPECT_GT(inventory.mapping_count, 5U);
}

TEST(Inventory, CountsTasks) {
  EXPECT_EQ(inventory_of({"threads", "3"}).threads, 3U);
  EXPECT_EQ(inventory_of({"zombies", "4"}).zombies, 4U);
  const Inventory children = inventory_of({"children", "2"});
  EXPECT_EQ(children.processes, 2U);
  EXPECT_EQ(children.zombies, 0U);
}

TEST(Inventory, AChildWithoutItsMainThreadIsAlive) {
  const Inventory inventory = inventory_of({"headless-child"});
  EXPECT_EQ(inventory.processes, 1U);
  EXPECT_EQ(inventory.zombies, 0U);
}

TEST(Inventory, ListsDescriptors) {
  EXPECT_EQ(inventory_of({"descriptors", "5"}).descriptors.size(), 6U);
}

TEST(Inventory, ListsMappings) {
  const Inventory nothing = inventory_of({"nothing"});
  const Inventory inventory = inventory_of({"mappings", "3"});
  EXPECT_GE(inventory.mapped_bytes, nothing.mapped_bytes + 3U * 4096U);
  EXPECT_FALSE(inventory.shared_mappings.empty());
}

TEST(Inventory, ListsNamedObjects) {
  const std::vector<std::string> objects = inventory_of({"objects"}).named_objects;
  EXPECT_EQ(objects.size(), 6U);
  for (const char* one : {"/tmp/file", "/dev/shm/segment", "queue /dev/mqueue/queue",
                          "System V shared memory", "System V semaphores",
                          "System V message queue"}) {
    EXPECT_THAT(objects, Contains(HasSubstr(one)));
  }
}

TEST(Inventory, OfAProgramThatHoldsTooMuchToTell) {
  // An answer has an end, and the run goes on.
  EXPECT_FALSE(inventory_of({"names", "1500", "240"}).named_objects.empty());
  EXPECT_FALSE(inventory_of({"descriptors", "900"}).descriptors.empty());
  EXPECT_FALSE(inventory_of({"mappings", "30000"}).shared_mappings.empty());
}

TEST(Inventory, OfAProgramThatHasEndedIsEmpty) {
  Running running = sandbox().start(behaviour("exit", {"3"}), roomy());
  for (int i = 0; i < 50; ++i) {  // at whatever moment
    static_cast<void>(running.inventory());
    static_cast<void>(running.tasks());
  }
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 3));
}

}  // namespace sandbox_test
