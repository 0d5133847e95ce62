#pragma once

#include "widgets/movies/movie_format.h"

#include <QString>
#include <QWidget>

#include <filesystem>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace nie {

/// Where a movie goes: its kind and its file, of which either follows the other.
class MovieTarget : public QWidget {
    Q_OBJECT
public:
    /// `folder`: in which a name without one lies; `name`: without suffix.
    MovieTarget(const QString& folder, const QString& name, QWidget* parent = nullptr);

    /// Greys the kinds that this machine cannot write, with the reason in the tip. Before that,
    /// only those that need nothing can be chosen.
    void setTools(const MovieTools& tools);

    MovieKind kind() const;
    /// Empty when there is no name.
    std::filesystem::path file() const;

Q_SIGNALS:
    void changed();

private:
    void greyKinds(const std::function<QString(MovieKind)>& reason);
    void selectKind(MovieKind kind);
    void onKind();
    void onFile();
    void choose();

    QString m_folder;
    bool m_touched = false;  ///< a person has chosen kind or file
    QComboBox* m_kind;
    QLineEdit* m_file;
    QPushButton* m_choose;
};

}  // namespace nie
