// The distribution of points, as a drawing and as numbers.
#include <algorithm>

#include <fmt/format.h>

#include "parts.hpp"

namespace lockstep::page {
namespace {

constexpr int kWidth = 720;  // of the drawing; it grows with the page
constexpr int height = 180;
constexpr int below = 20;  // for the labels

std::string label_of(const Distribution::Bin& bin) {
  return bin.from == bin.to ? fmt::format("{}", bin.from) : fmt::format("{}–{}", bin.from, bin.to);
}

std::string bar(const Distribution::Bin& bin, double x, double room, double unit, bool labelled) {
  const double tall = static_cast<double>(bin.students) * unit;
  const double middle = x + room / 2;
  std::string text = fmt::format(
      R"(<g><title>{} points: {}</title><rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)",
      label_of(bin), counted(bin.students, "student"), x + room * 0.1, height - tall, room * 0.8,
      tall);
  if (bin.students > 0) {
    text += fmt::format(R"(<text x="{:.1f}" y="{:.1f}">{}</text>)", middle, height - tall - 4,
                        bin.students);
  }
  if (labelled) {
    text += fmt::format(R"(<text class="axis" x="{:.1f}" y="{}">{}</text>)", middle,
                        height + below - 5, bin.from);
  }
  return text + "</g>\n";
}

std::string drawing(const Distribution& all) {
  std::size_t tallest = 1;
  for (const auto& bin : all.bins) tallest = std::max(tallest, bin.students);
  const double room = static_cast<double>(kWidth) / static_cast<double>(all.bins.size());
  const double unit = (height - 20.0) / static_cast<double>(tallest);
  const std::size_t every = (all.bins.size() + 20) / 21;
  std::string text = fmt::format(
      R"(<svg class="scores" viewBox="0 0 {} {}" role="img" aria-label="Students by points; the table below says the same">)",
      kWidth, height + below);
  text += fmt::format("\n<line x1=\"0\" y1=\"{0}\" x2=\"{1}\" y2=\"{0}\"/>\n", height, kWidth);
  double x = 0;
  for (std::size_t i = 0; i < all.bins.size(); ++i, x += room) {
    text += bar(all.bins[i], x, room, unit, i % every == 0);
  }
  return text + "</svg>\n";
}

std::string numbers(const Distribution& all) {
  std::string text =
      "<details><summary>As a table</summary>\n<table>\n<thead><tr><th scope=\"col\">Points</th>"
      "<th scope=\"col\">Students</th></tr></thead>\n<tbody>\n";
  for (const auto& bin : all.bins) {
    if (bin.students == 0) continue;
    text += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", label_of(bin), bin.students);
  }
  return text + "</tbody>\n</table>\n</details>\n";
}

}  // namespace

std::string scores(const Class& all) {
  const Distribution distribution = distribution_of(all);
  std::string text = "<section id=\"scores\">\n<h2>Points</h2>\n";
  if (distribution.graded == 0) return text + "<p>Nobody has points yet.</p>\n</section>\n";
  text += fmt::format(
      "<p>{}: mean {:.1f}, median {:g}, from {} to {}, of {} points. Who has no grade is not "
      "counted.</p>\n",
      counted(distribution.graded, "student"), distribution.mean, distribution.median,
      distribution.least, distribution.most, all.subject.max_score);
  return text + drawing(distribution) + numbers(distribution) + "</section>\n";
}

}  // namespace lockstep::page
