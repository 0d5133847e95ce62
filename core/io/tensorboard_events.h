#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// One value of a curve as TensorBoard keeps it.
struct ScalarEvent {
    double wallTime = 0.0;  ///< seconds since 1970
    std::int64_t step = 0;
    std::string tag;
    double value = 0.0;  ///< single precision in files of this kind
};

/// Writes an event file that TensorBoard reads (TFRecord framing,
/// tensorflow/core/util/event.proto): scalars as Summary.Value.simple_value. TensorBoard looks at
/// files with "tfevents" in their name. The file appears under its name when it is finished. Errors
/// are RunError.
class EventFileWriter {
public:
    EventFileWriter(std::filesystem::path file, double wallTime);
    ~EventFileWriter();
    EventFileWriter(const EventFileWriter&) = delete;
    EventFileWriter& operator=(const EventFileWriter&) = delete;

    /// Values of several curves at one step.
    void add(double wallTime, std::int64_t step,
             const std::vector<std::pair<std::string, double>>& values);
    void finish();

private:
    void record(const std::string& message);

    std::filesystem::path m_file;
    std::filesystem::path m_temporary;
    std::ofstream m_stream;
};

/// The scalars of an event file in their order: simple_value, and tensors of one number, as
/// TensorFlow 2 writes them. Everything else (images, graphs, histograms) is passed over. Throws
/// InputError naming file and byte where a record ends early, a checksum differs or a message is
/// damaged.
std::vector<ScalarEvent> readEventFile(const std::filesystem::path& file);

/// Whether a file begins as event files do.
bool isEventFile(const std::filesystem::path& file);

}  // namespace nie
