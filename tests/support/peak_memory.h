#pragma once

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <atomic>

namespace nie::test {

/// Counts the bytes of LibTorch's CPU tensors made in its scope that live at once. One at a time;
/// tensors of an earlier scope are to be released before the next one begins.
class PeakMemory {
public:
    PeakMemory() : m_previous(c10::GetAllocator(c10::DeviceType::CPU)), m_counting(m_previous)
    {
        counters() = {};
        c10::SetAllocator(c10::DeviceType::CPU, &m_counting, kPriority);
    }
    ~PeakMemory() { c10::SetAllocator(c10::DeviceType::CPU, m_previous, kPriority); }
    PeakMemory(const PeakMemory&) = delete;
    PeakMemory& operator=(const PeakMemory&) = delete;

    std::int64_t peakBytes() const { return counters().peak; }

private:
    static constexpr std::uint8_t kPriority = 255;

    struct Counters {
        std::int64_t live = 0;
        std::int64_t peak = 0;
    };
    static Counters& counters()
    {
        static Counters value;
        return value;
    }

    /// One block with what is needed to release it.
    struct Block {
        c10::DataPtr data;
        std::int64_t bytes;
    };

    class CountingAllocator : public c10::Allocator {
    public:
        explicit CountingAllocator(c10::Allocator* inner) : m_inner(inner) {}
        c10::DataPtr allocate(size_t bytes) const override
        {
            auto* block = new Block{m_inner->allocate(bytes), static_cast<std::int64_t>(bytes)};
            counters().live += block->bytes;
            counters().peak = std::max(counters().peak, counters().live);
            return {block->data.get(), block, &release, c10::Device(c10::DeviceType::CPU)};
        }
        c10::DeleterFnPtr raw_deleter() const override { return nullptr; }

    private:
        static void release(void* context)
        {
            auto* block = static_cast<Block*>(context);
            counters().live -= block->bytes;
            delete block;
        }
        c10::Allocator* m_inner;
    };

    c10::Allocator* m_previous;
    CountingAllocator m_counting;
};

}  // namespace nie::test
