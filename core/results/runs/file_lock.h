#pragma once

#include <filesystem>

namespace nie {

/// An advisory lock that says "somebody writes this file": held as long as this value lives, and
/// dropped by the system when the process ends in any way, a kill included. Readers are not
/// hindered.
class FileLock {
public:
    /// Locks an existing file; does nothing where the file system knows no locks.
    explicit FileLock(const std::filesystem::path& file);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// Whether a value of this or another process holds the lock.
    static bool isHeld(const std::filesystem::path& file);

private:
    int m_descriptor = -1;
};

}  // namespace nie
