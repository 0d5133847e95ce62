#pragma once

#include "app/movie_job.h"
#include "app/movie_source.h"

#include <QDialog>

#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace nie {

class FigureView;
class MovieForm;
class MovieTarget;

/// Makes a movie of the sample that a page shows. Not modal: the window goes on beside it, and so
/// does the training. Closed while it writes, it cancels.
class MovieDialog : public QDialog {
    Q_OBJECT
public:
    /// `folder`: where the file dialog begins.
    MovieDialog(MovieSource source, const QString& folder, QWidget* parent = nullptr);

    bool isWriting() const { return m_job.isRunning(); }
    /// The shell line that writes the same movie; empty where none does.
    std::string command() const;

    void done(int result) override;

Q_SIGNALS:
    void written(const QString& file);
    /// The shell line is to go to the clipboard.
    void copyRequested(const QString& command);

private:
    void build();
    QWidget* makeProgress();
    QWidget* makeMovieButtons();
    void lookForTools();
    void refresh();
    void showPreview(const MoviePlan& plan);
    void say(const QString& text, bool wrong);
    void start();
    void onRunning(bool running);
    void onProgress(const MovieProgress& progress, double secondsLeft);
    void onWritten(const RecordedMovie& movie);

    MovieSource m_source;
    std::optional<MovieTools> m_tools;
    FigureView* m_preview;
    MovieTarget* m_target;
    MovieForm* m_form;
    QLabel* m_icon;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_export;
    QPushButton* m_cancel;
    QPushButton* m_copy;
    BackgroundWorker m_probe;
    MovieJob m_job;
};

}  // namespace nie
