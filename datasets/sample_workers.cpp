#include "datasets/sample_workers.h"

#include "core/base/error.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace nie {

namespace {

using Work = std::function<void(std::int64_t first, std::int64_t count)>;

/// Hands out the blocks and collects what came of them.
class Blocks {
public:
    Blocks(std::int64_t total, std::int64_t block, const GenerationContext& context)
        : m_total(total),
          m_block(block),
          m_context(context)
    {}

    /// Works until no block is left or somebody failed.
    void workOff(const Work& work)
    {
        const torch::NoGradGuard noGradient;
        for (std::int64_t first = m_next.fetch_add(m_block); first < m_total && !m_failed;
             first = m_next.fetch_add(m_block)) {
            try {
                if (m_context.stop.stop_requested())
                    throw Interrupted();
                const std::int64_t count = std::min(m_block, m_total - first);
                work(first, count);
                report(count);
            } catch (...) {
                keep(std::current_exception());
            }
        }
    }

    void rethrow() const
    {
        if (m_error)
            std::rethrow_exception(m_error);
    }

private:
    void report(std::int64_t count)
    {
        const std::scoped_lock lock(m_mutex);
        m_done += count;
        if (m_context.progress)
            m_context.progress(m_done, m_total);
    }

    void keep(std::exception_ptr error)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_error)
            m_error = std::move(error);
        m_failed = true;
    }

    std::int64_t m_total;
    std::int64_t m_block;
    const GenerationContext& m_context;
    std::atomic<std::int64_t> m_next = 0;
    std::atomic<bool> m_failed = false;
    std::mutex m_mutex;
    std::int64_t m_done = 0;
    std::exception_ptr m_error;
};

}  // namespace

void makeSamples(std::int64_t total, std::int64_t block, const GenerationContext& context,
                 const Work& work)
{
    Blocks blocks(total, block, context);
    const int libraryThreads = at::get_num_threads();
    const std::int64_t wanted = context.threads > 0 ? context.threads : libraryThreads;
    const std::int64_t threads = std::min(wanted, (total + block - 1) / block);
    if (threads <= 1) {
        blocks.workOff(work);
    } else {
        {
            std::vector<std::jthread> workers;
            for (std::int64_t i = 0; i < threads; ++i)
                workers.emplace_back([&] {
                    // Else every worker would start a team of LibTorch's own.
                    at::set_num_threads(1);
                    blocks.workOff(work);
                });
        }
        at::set_num_threads(libraryThreads);  // for threads that begin later
    }
    blocks.rethrow();
}

}  // namespace nie
