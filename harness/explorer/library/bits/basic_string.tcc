// libstdc++'s std::string, compiled into the program also before C++20.
//
// Stands before the library's header of this name in what is instrumented. Up to C++17 it says that
// libstdc++.so has most of std::string, where no instrumentation sees what two threads do to one.
#pragma once
#pragma GCC system_header

#include <bits/c++config.h>

#pragma push_macro("_GLIBCXX_EXTERN_TEMPLATE")
#undef _GLIBCXX_EXTERN_TEMPLATE
#define _GLIBCXX_EXTERN_TEMPLATE -1  // for std::string alone
#include_next <bits/basic_string.tcc>
#pragma pop_macro("_GLIBCXX_EXTERN_TEMPLATE")
