#pragma once

#include "tests/app/cli/nie_process.h"

#include <QProcessEnvironment>

namespace nie::test {

/// Runs a line as it was copied, in a shell that finds the nie of this build.
inline NieResult runInShell(const QString& line, const QString& workingFolder = {})
{
    QProcess shell;
    if (!workingFolder.isEmpty())
        shell.setWorkingDirectory(workingFolder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("NIE_BINARY_DIR") + ':' +
                                                   environment.value(QStringLiteral("PATH")));
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
    NieResult result;
    if (shell.waitForFinished(120000) && shell.exitStatus() == QProcess::NormalExit)
        result.exitCode = shell.exitCode();
    else
        shell.kill();
    result.out = QString::fromUtf8(shell.readAllStandardOutput());
    result.err = QString::fromUtf8(shell.readAllStandardError());
    return result;
}

}  // namespace nie::test
