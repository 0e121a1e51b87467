// The reader of machine code against a disassembler, on all code of the C++ library and of libc.
#include "instruction.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <gtest/gtest.h>

namespace lockstep::explorer::runtime {
namespace {

struct Line {
  std::uint64_t address = 0;
  std::vector<unsigned char> bytes;
  std::string text;
};

// "  26e40:\t55                   \tpush   %rbp"
bool parse(const std::string& line, Line& into) {
  const std::size_t colon = line.find(":\t");
  const std::size_t tab = colon == std::string::npos ? colon : line.find('\t', colon + 2);
  if (tab == std::string::npos || line[0] != ' ') return false;
  into = {std::stoull(line.substr(0, colon), nullptr, 16), {}, line.substr(tab + 1)};
  for (std::size_t at = colon + 2; at + 1 < tab && line[at] != ' '; at += 3) {
    into.bytes.push_back(
        static_cast<unsigned char>(std::stoul(line.substr(at, 2), nullptr, 16)));
  }
  return !into.bytes.empty();
}

bool starts(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

/// "data16 rex.W call 9ad30 <f>"
Instruction::Kind kind_of(const std::string& text) {
  std::istringstream words(text);
  std::string word;
  while (words >> word && (starts(word, "data16") || starts(word, "rex") || word == "bnd" ||
                           word == "notrack" || word == "cs" || word == "ds" || word == "addr32")) {
  }
  std::string operand;
  words >> operand;
  const bool direct = operand.find('*') != 0;
  if (word == "pause") return Instruction::Kind::pause;
  if (direct && starts(word, "call")) return Instruction::Kind::call;
  if (direct && (starts(word, "j") || starts(word, "loop"))) return Instruction::Kind::jump;
  return Instruction::Kind::other;
}

std::string library_of(const void* symbol) {
  Dl_info info{};
  return ::dladdr(symbol, &info) != 0 ? info.dli_fname : "";
}

struct Compared {
  std::size_t right = 0;
  std::size_t pauses = 0;
  std::vector<std::string> wrong;
};

Compared compare_with_disassembler(const std::string& library) {
  Compared result;
  const std::string command =
      "objdump -d --section=.text --insn-width=16 '" + library + "' 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> output(::popen(command.c_str(), "r"), ::pclose);
  char buffer[1024];
  Line line;
  while (output && std::fgets(buffer, sizeof buffer, output.get()) != nullptr) {
    if (!parse(buffer, line) || line.text.find("(bad)") != std::string::npos) continue;
    const Code code = line.bytes.data();
    const Instruction got = read_instruction(code, code + line.bytes.size());
    const bool same = got.length == line.bytes.size() && got.kind == kind_of(line.text);
    result.pauses += got.kind == Instruction::Kind::pause ? 1 : 0;
    if (same) ++result.right;
    if (!same && result.wrong.size() < 20) result.wrong.emplace_back(buffer);
  }
  return result;
}

Compared expect_same(const std::string& library) {
  const Compared compared = compare_with_disassembler(library);
  EXPECT_GT(compared.right, 10'000U) << "is there objdump, and is this a library: " << library;
  EXPECT_EQ(compared.wrong, std::vector<std::string>{}) << "in " << library;
  return compared;
}

TEST(Instruction, AllOfTheCLibraryIsReadAsADisassemblerReadsIt) {
  EXPECT_GT(expect_same(library_of(reinterpret_cast<const void*>(&std::atoi))).pauses, 0U);
}

TEST(Instruction, AllOfTheCppLibraryIsReadAsADisassemblerReadsIt) {
  expect_same(library_of(reinterpret_cast<const void*>(&std::terminate)));
}

TEST(Instruction, TargetsAreReckonedFromTheEndOfAJump) {
  const unsigned char code[] = {0xeb, 0xfe, 0x0f, 0x84, 0x10, 0x00, 0x00, 0x00,
                                0xe8, 0xf3, 0xff, 0xff, 0xff};
  const Code end = code + sizeof code;
  EXPECT_EQ(read_instruction(code, end).target, code);
  EXPECT_EQ(read_instruction(code + 2, end).target, code + 8 + 16);
  EXPECT_EQ(read_instruction(code + 8, end).target, code);
}

TEST(Instruction, WhatIsCutOffIsNotKnown) {
  const unsigned char code[] = {0xe8, 0x00, 0x00};
  EXPECT_EQ(read_instruction(code, code + sizeof code).length, 0U);
}

}  // namespace
}  // namespace lockstep::explorer::runtime
