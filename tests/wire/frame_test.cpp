#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <lockstep/wire/frame.hpp>
#include <thread>

namespace {

using lockstep::wire::frame;
using lockstep::wire::FrameError;
using lockstep::wire::FrameReader;
using lockstep::wire::read_frame;
using lockstep::wire::write_frame;
using namespace std::string_literals;

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0)
      throw std::system_error(errno, std::generic_category());
  }
  ~Pipe() {
    close_reader();
    close_writer();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int reader() const { return ends_[0]; }
  [[nodiscard]] int writer() const { return ends_[1]; }
  void close_reader() { close_end(0); }
  void close_writer() { close_end(1); }
  void put(const std::string& bytes) const {
    ASSERT_EQ(::write(writer(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }

 private:
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }
  std::array<int, 2> ends_{-1, -1};
};

TEST(Frame, LengthComesFirstLowestByteFirst) {
  EXPECT_EQ(frame("abc"), "\3\0\0\0abc"s);
  EXPECT_EQ(frame(std::string(0x102, 'x')).substr(0, 4), "\2\1\0\0"s);
}

TEST(FrameReader, FindsFramesFedByteByByte) {
  FrameReader reader;
  std::vector<std::string> found;
  for (const char byte : frame("first") + frame("") + frame("third")) {
    reader.feed({&byte, 1});
    while (auto next = reader.next()) found.push_back(*next);
  }
  EXPECT_EQ(found, (std::vector{"first"s, ""s, "third"s}));
  EXPECT_TRUE(reader.between_frames());
}

TEST(FrameReader, FindsSeveralFramesInOneFeed) {
  FrameReader reader;
  reader.feed(frame("a") + frame("b") + "\1\0"s);
  EXPECT_EQ(reader.next(), "a");
  EXPECT_EQ(reader.next(), "b");
  EXPECT_EQ(reader.next(), std::nullopt);
  EXPECT_FALSE(reader.between_frames());
  reader.feed("\0\0c"s);
  EXPECT_EQ(reader.next(), "c");
  EXPECT_TRUE(reader.between_frames());
}

TEST(FrameReader, RefusesALongFrameAsSoonAsItIsAnnounced) {
  FrameReader reader(10);
  reader.feed("\12\0\0"s);
  EXPECT_EQ(reader.next(), std::nullopt);
  reader.feed("\1"s);
  EXPECT_THROW(static_cast<void>(reader.next()), FrameError);
  EXPECT_THROW(static_cast<void>(reader.next()), FrameError);
}

TEST(BlockingFrames, CrossAPipeThatIsSmallerThanThey) {
  Pipe pipe;
  const std::string large(1 << 20, 'x');
  std::jthread writer([&] {
    write_frame(pipe.writer(), large);
    write_frame(pipe.writer(), "end");
    pipe.close_writer();
  });
  EXPECT_EQ(read_frame(pipe.reader()), large);
  EXPECT_EQ(read_frame(pipe.reader()), "end");
  EXPECT_EQ(read_frame(pipe.reader()), std::nullopt);
}

TEST(BlockingFrames, RefuseAStreamThatEndsInside) {
  for (const std::string& start : {"\5\0"s, "\5\0\0\0"s, "\5\0\0\0abcd"s}) {
    Pipe pipe;
    pipe.put(start);
    pipe.close_writer();
    EXPECT_THROW(static_cast<void>(read_frame(pipe.reader())), FrameError);
  }
}

TEST(BlockingFrames, RefuseLongFrames) {
  Pipe pipe;
  EXPECT_THROW(write_frame(pipe.writer(), "abcd", 3), FrameError);
  pipe.put("\4\0\0\0abcd"s);
  EXPECT_THROW(static_cast<void>(read_frame(pipe.reader(), 3)), FrameError);
}

TEST(BlockingFrames, AClosedReaderIsAnErrorNotASignal) {
  lockstep::wire::ignore_sigpipe();
  Pipe pipe;
  pipe.close_reader();
  try {
    write_frame(pipe.writer(), "x");
    FAIL() << "written to nobody";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EPIPE);
  }
}

}  // namespace
