#pragma once

#include "core/data/generation.h"

#include <chrono>
#include <cstdio>
#include <string>

namespace nie::cli {

/// Shows on a stream how a data set is made and written: one line drawn over and over on a
/// terminal and wiped at the end, else a plain line every few seconds. Called from one thread at a
/// time.
class GenerationMeter {
public:
    GenerationMeter(std::FILE* stream, bool terminal, std::string name);
    ~GenerationMeter();
    GenerationMeter(const GenerationMeter&) = delete;
    GenerationMeter& operator=(const GenerationMeter&) = delete;

    /// Parts done of all: samples, or whatever the generator counts.
    void showMade(std::int64_t done, std::int64_t total);
    /// 0..1 of the file.
    void showWritten(double share);

private:
    using Clock = std::chrono::steady_clock;

    void draw(const std::string& line, bool last);

    std::FILE* m_stream;
    bool m_terminal;
    std::string m_name;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastDraw{};
};

/// "spirals: [#####     ]  50 %  15 of 30  ETA 0:07  2.1/s" after so many seconds.
std::string generationLine(const std::string& name, std::int64_t done, std::int64_t total,
                           double seconds);

}  // namespace nie::cli
