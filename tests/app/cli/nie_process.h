#pragma once

#include <QDir>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QThread>

#include <algorithm>
#include <memory>
#include <vector>

namespace nie::test {

/// What a finished run of the program nie left.
struct NieResult {
    int exitCode = -1;  ///< -1: it did not start, crashed or took too long
    QString out;
    QString err;
};

inline QString niePath()
{
    return QDir(qEnvironmentVariable("NIE_BINARY_DIR")).filePath("nie");
}

/// Small data: what is tested here is the program, not what it learns.
inline QStringList smallTraining(const QString& folder)
{
    return {"train",        "spirals", "--set", "dataset.curves=30", "--set", "model.width=8",
            "--no-figures", "-o",      folder};
}

/// `nie ARGUMENTS`, from its start on.
class NieRun {
public:
    explicit NieRun(const QStringList& arguments, const QString& workingFolder = {})
        : m_process(std::make_unique<QProcess>())
    {
        if (!workingFolder.isEmpty())
            m_process->setWorkingDirectory(workingFolder);
        m_process->start(niePath(), arguments);
    }
    /// Waits for the end.
    NieResult result()
    {
        NieResult result;
        if (m_process->waitForFinished(120000) && m_process->exitStatus() == QProcess::NormalExit)
            result.exitCode = m_process->exitCode();
        else
            m_process->kill();
        result.out = QString::fromUtf8(m_process->readAllStandardOutput());
        result.err = QString::fromUtf8(m_process->readAllStandardError());
        return result;
    }

private:
    std::unique_ptr<QProcess> m_process;
};

inline NieResult runNie(const QStringList& arguments, const QString& workingFolder = {})
{
    return NieRun(arguments, workingFolder).result();
}

/// The results of several lines, in their order; as many run at a time as there are cores.
inline std::vector<NieResult> runNieSideBySide(const std::vector<QStringList>& lines)
{
    const auto cores = static_cast<std::size_t>(std::max(1, QThread::idealThreadCount()));
    std::vector<NieRun> runs;
    std::vector<NieResult> results;
    for (const QStringList& line : lines) {
        if (runs.size() - results.size() == cores)
            results.push_back(runs[results.size()].result());
        runs.emplace_back(line);
    }
    while (results.size() < runs.size())
        results.push_back(runs[results.size()].result());
    return results;
}

}  // namespace nie::test
