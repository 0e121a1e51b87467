#include <lockstep/suite/setup.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>

#include <boost/json.hpp>

namespace lockstep::suite {

namespace json = boost::json;

namespace {

std::uint64_t number(const json::object& object, std::string_view key,
                     std::uint64_t most = INT64_MAX) {
  const json::value* value = object.if_contains(key);
  boost::system::error_code error;
  const std::uint64_t number = value == nullptr ? 0 : value->to_number<std::uint64_t>(error);
  if (value == nullptr || !(value->is_int64() || value->is_uint64()) || error || number > most) {
    throw std::runtime_error("the suite's setup lacks the number '" + std::string(key) + "'");
  }
  return number;
}

const json::object& object_in(const json::value* value, std::string_view what) {
  if (value == nullptr || !value->is_object()) {
    throw std::runtime_error("the suite's setup lacks the object '" + std::string(what) + "'");
  }
  return value->get_object();
}

std::string text(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) {
    throw std::runtime_error("the suite's setup lacks the text '" + std::string(key) + "'");
  }
  return std::string(value->as_string());
}

bool truth(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_bool()) {
    throw std::runtime_error("the suite's setup lacks '" + std::string(key) + "', true or false");
  }
  return value->get_bool();
}

std::chrono::milliseconds milliseconds(const json::object& object, std::string_view key) {
  return std::chrono::milliseconds(number(object, key));
}

json::object limits_object(const sandbox::Limits& limits) {
  return {{"wall_ms", limits.wall.count()},      {"cpu_ms", limits.cpu.count()},
          {"memory_bytes", limits.memory_bytes}, {"tasks", limits.tasks},
          {"output_bytes", limits.output_bytes}, {"response_bytes", limits.response_bytes},
          {"file_bytes", limits.file_bytes},     {"tmp_bytes", limits.tmp_bytes}};
}

sandbox::Limits limits_from(const json::object& object) {
  sandbox::Limits limits;
  limits.wall = milliseconds(object, "wall_ms");
  limits.cpu = milliseconds(object, "cpu_ms");
  limits.memory_bytes = number(object, "memory_bytes");
  limits.tasks = static_cast<std::uint32_t>(
      number(object, "tasks", std::numeric_limits<std::uint32_t>::max()));
  limits.output_bytes = number(object, "output_bytes");
  limits.response_bytes = number(object, "response_bytes");
  limits.file_bytes = number(object, "file_bytes");
  limits.tmp_bytes = number(object, "tmp_bytes");
  return limits;
}

}  // namespace

std::string to_json(const Setup& setup) {
  return json::serialize(json::object{{"check", setup.check},
                                      {"sandbox", setup.sandbox},
                                      {"native", setup.native},
                                      {"explored", setup.explored},
                                      {"recorded", setup.recorded},
                                      {"race", setup.race},
                                      {"cross_check", setup.cross_check},
                                      {"replay", setup.replay},
                                      {"seed", setup.seed},
                                      {"step", static_cast<int>(setup.step)},
                                      {"limits", limits_object(setup.limits)}});
}

Setup setup_from_json(std::string_view source) {
  const json::value value = json::parse(source);
  const json::object& object = object_in(&value, "setup");
  Setup setup;
  setup.check = text(object, "check");
  setup.sandbox = static_cast<int>(number(object, "sandbox", std::numeric_limits<int>::max()));
  setup.native = text(object, "native");
  setup.explored = text(object, "explored");
  setup.recorded = text(object, "recorded");
  setup.race = text(object, "race");
  setup.cross_check = truth(object, "cross_check");
  setup.replay = text(object, "replay");
  setup.seed = number(object, "seed", std::numeric_limits<std::uint64_t>::max());
  setup.step = static_cast<sandbox::Step>(
      number(object, "step", static_cast<std::uint64_t>(sandbox::Step::nothing)));
  setup.limits = limits_from(object_in(object.if_contains("limits"), "limits"));
  return setup;
}

}  // namespace lockstep::suite
