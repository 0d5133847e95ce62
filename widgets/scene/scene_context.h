#pragma once

#include <memory>

class QOffscreenSurface;
class QOpenGLContext;

namespace nie {

/// An OpenGL context of its own that draws into no window.
class SceneContext {
public:
    /// Null where the platform offers no OpenGL 3.2; nothing is printed then. Needs an application
    /// with a display, and its thread.
    static std::unique_ptr<SceneContext> create();
    ~SceneContext();

    bool makeCurrent();
    void doneCurrent();
    bool isCurrent() const;
    /// The longest side of a picture; the context must be current.
    int mostPixels() const;

private:
    SceneContext();

    std::unique_ptr<QOpenGLContext> m_context;
    std::unique_ptr<QOffscreenSurface> m_surface;
};

}  // namespace nie
