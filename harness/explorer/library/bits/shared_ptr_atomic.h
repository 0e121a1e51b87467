// libstdc++'s std::atomic<std::shared_ptr>, with what its own lock lacks.
//
// Stands before the library's header of this name in what is instrumented. load() and a
// failed compare_exchange() give the lock inside the object back with a relaxed operation, so that
// by the rules of C++ the next store() races with what they have read. That is a fault of the
// library (it is harmless on real machines) and must not be charged to a program. Here every
// operation on the lock is seq_cst, which orders no more than any working lock does: all of them
// begin by taking it with an acquire.
#pragma once
#pragma GCC system_header

#include <bits/atomic_base.h>
#include <bits/shared_ptr.h>

#define memory_order_relaxed memory_order_seq_cst
#include_next <bits/shared_ptr_atomic.h>
#undef memory_order_relaxed
