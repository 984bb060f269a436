#pragma once

#include "app/todo.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/schedule/tasks.hpp"

namespace mpietl::app {

/// What the cost of items depends on: the size of the input in bytes, a kind for each extension;
/// of parts whose length is told, that length in milliseconds. Uses both as long as it lives.
schedule::Tasks tasks_of(const job::ItemList& items, const Todo& todo);

}  // namespace mpietl::app
