#pragma once

#include <QDir>
#include <QProcess>
#include <QString>
#include <QStringList>

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

inline NieResult runNie(const QStringList& arguments, const QString& workingFolder = {})
{
    QProcess process;
    if (!workingFolder.isEmpty())
        process.setWorkingDirectory(workingFolder);
    process.start(niePath(), arguments);
    NieResult result;
    if (process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    else
        process.kill();
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err = QString::fromUtf8(process.readAllStandardError());
    return result;
}

}  // namespace nie::test
