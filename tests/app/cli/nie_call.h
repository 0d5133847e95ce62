#pragma once

#include "app/cli/program.h"
#include "tests/app/cli/nie_process.h"

#include <QFile>
#include <QTemporaryFile>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace nie::test {

/// What is written to a file descriptor from here to take().
class CapturedStream {
public:
    CapturedStream(std::FILE* stream) : m_stream(stream), m_before(::dup(::fileno(stream)))
    {
        std::fflush(m_stream);
        if (m_file.open())
            ::dup2(m_file.handle(), ::fileno(m_stream));
    }
    ~CapturedStream() { restore(); }
    CapturedStream(const CapturedStream&) = delete;
    CapturedStream& operator=(const CapturedStream&) = delete;

    QString take()
    {
        restore();
        QFile written(m_file.fileName());
        return written.open(QIODevice::ReadOnly) ? QString::fromUtf8(written.readAll()) : QString();
    }

private:
    void restore()
    {
        if (m_before < 0)
            return;
        std::fflush(m_stream);
        ::dup2(m_before, ::fileno(m_stream));
        ::close(std::exchange(m_before, -1));
    }

    QTemporaryFile m_file;
    std::FILE* m_stream;
    int m_before;
};

/// Carries a line out in this process, as the program would: for lines that neither train nor draw.
/// A start of the program takes a second, in which LibTorch is loaded.
inline NieResult callNie(const QStringList& arguments, const QString& workingFolder = {})
{
    std::vector<std::string> words{"nie"};
    for (const QString& argument : arguments)
        words.push_back(argument.toStdString());
    std::vector<const char*> pointers;
    for (const std::string& word : words)
        pointers.push_back(word.c_str());
    pointers.push_back(nullptr);
    const std::filesystem::path before = std::filesystem::current_path();
    if (!workingFolder.isEmpty())
        std::filesystem::current_path(workingFolder.toStdString());
    CapturedStream out(stdout);
    CapturedStream err(stderr);
    NieResult result;
    result.exitCode = cli::runProgram(static_cast<int>(words.size()), pointers.data());
    std::cout.flush();
    std::cerr.flush();
    result.out = out.take();
    result.err = err.take();
    std::filesystem::current_path(before);
    return result;
}

}  // namespace nie::test
