#include "mpietl/comm/helpers.hpp"

#include <cassert>

#include "comm/failure.hpp"
#include "mpietl/comm/collectives.hpp"

namespace mpietl::comm {

namespace {

// What stands before each message to a rank: whether there is a question.
constexpr std::byte over{0};
constexpr std::byte question_follows{1};

Bytes answered(const Answer& answer, Bytes message) {
  message.erase(message.begin());
  return attempt([&] { return answer(message); });
}

}  // namespace

Helpers::Helpers(const Communicator& communicator, Answer answer)
    : communicator_(communicator), answer_(std::move(answer)) {}

Helpers::~Helpers() { scatter(communicator_, std::vector<Bytes>(size(), Bytes{over})); }

std::vector<Bytes> Helpers::ask(std::vector<Bytes> questions) {
  assert(questions.size() == size());
  for (auto& each : questions) each.insert(each.begin(), question_follows);
  auto mine = scatter(communicator_, questions);
  auto answers = gather(communicator_, answered(answer_, std::move(mine)));
  for (auto& each : answers) each = outcome_of(std::move(each));
  return answers;
}

void serve(const Communicator& communicator, const Answer& answer) {
  for (;;) {
    auto message = scatter(communicator, {});
    if (message.front() == over) return;
    gather(communicator, answered(answer, std::move(message)));
  }
}

}  // namespace mpietl::comm
